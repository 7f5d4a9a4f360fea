"""The first shared text: what entries mostly look like, for short bodies to point into.

Both sides compress with it, so it never changes; a better one becomes ``dictionary_2`` with a
letter of its own in ``codec``. It holds words of the commonest procedures, of facts and of
messages, the likeliest at the end, and nothing about anybody.
"""

FIELDS = (
    "protocol journal follows epoch acked_seq head seq digest signature "
    "end entries encoding journals words unit_sets skip subject back "
    "after listed kind at by units anchors withheld payloads "
    "cursor want neighbours block_count program epoch_seen cursor_seen head_seen state "
    "in_step feeds ahead scope blocks server_at "
)
"""Names of fields of the messages."""

TEXT = (
    FIELDS + '"field":"Chứng thực","limit":"trong ngày","papers":[{"name":"Bản chính giấy tờ, văn '
    "bản làm cơ sở để chứng thực bản sao và bản sao cần chứng thực. Trường hợp người yêu "
    "cầu chứng thực chỉ xuất trình bản chính thì cơ quan, tổ chức tiến hành chụp từ bản c"
    'hính để t…"}],"procedure_code":"2.000815","procedure_name":"Chứng thực bản sao từ bả'
    "n chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam; cơ quan, tổ"
    " chức có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền của Việt Nam liên"
    ' kết với cơ quan, tổ chức có thẩm quyền của nước ngoài cấp hoặc chứng nhận","procedu'
    're_valid_from":"2025-07-01"\n'
    '"field":"Chứng thực","limit":"trong ngày","papers":[{"name":"Một trong các giấy tờ s'
    "au: Căn cước điện tử; bản chính hoặc bản sao của Thẻ căn cước công dân hoặc Thẻ căn "
    "cước hoặc Giấy chứng nhận căn cước hoặc Hộ chiếu hoặc giấy tờ xuất nhập cảnh hoặc gi"
    'ấy tờ có …"},{"name":"Giấy tờ, văn bản mà mình sẽ yêu cầu chứng thực chữ ký. Trường '
    "hợp chứng thực chữ ký trong giấy tờ, văn bản bằng tiếng nước ngoài, nếu người thực h"
    'iện chứng thực không hiểu rõ nội dung của giấy tờ, văn…"}],"procedure_code":"2.00088'
    '4","procedure_name":"Chứng thực chữ ký trong các giấy tờ, văn bản (áp dụng cho cả tr'
    "ường hợp chứng thực điểm chỉ và trường hợp người yêu cầu chứng thực không thể ký, kh"
    'ông thể điểm chỉ được)","procedure_valid_from":"2025-07-01"\n'
    '"fees":[{"amount":8000,"name":"Phí chứng thực"}]\n'
    '"field":"Hộ tịch","limit":"trong ngày","papers":[{"name":"Giấy chứng sinh; trường hợ'
    "p không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh"
    '; nếu không có người làm chứng thì phải có giấy cam đoan về việc sinh"},{"name":"Trư'
    "ờng hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi do cơ quan có th"
    'ẩm quyền lập"},{"name":"Văn bản ủy quyền (được chứng thực) theo quy định của pháp lu'
    "ật trong trường hợp ủy quyền thực hiện việc đăng ký khai sinh. Trường hợp người được"
    ' ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị,…"},{"name":"Trường hợp khai'
    " sinh cho trẻ em sinh ra do mang thai hộ phải có văn bản xác nhận của cơ sở y tế đã "
    'thực hiện kỹ thuật hỗ trợ sinh sản cho việc mang thai hộ"},{"name":"Giấy tờ có giá t'
    "rị chứng minh thông tin về cư trú trong trường hợp cơ quan đăng ký hộ tịch không thể"
    " khai thác được thông tin về nơi cư trú của công dân theo các phương thức quy định t"
    'ại khoản 2 Điều …"}],"procedure_code":"1.001193","procedure_name":"Thủ tục đăng ký k'
    'hai sinh","procedure_valid_from":"2025-07-01"\n'
    '"field":"Hộ tịch","limit":"","papers":[{"name":"Hộ chiếu/Thẻ căn cước công dân/Thẻ c'
    "ăn cước/Căn cước điện tử/Giấy chứng nhận căn cước hoặc các giấy tờ khác có dán ảnh v"
    'à thông tin cá nhân do cơ quan có thẩm quyền cấp, còn giá trị sử dụng (sau đây g…"},'
    '{"name":"Trường hợp cá nhân yêu cầu cấp lại Giấy xác nhận tình trạng hôn nhân để sử '
    "dụng vào mục đích khác hoặc do Giấy xác nhận tình trạng hôn nhân đã hết thời hạn sử "
    'dụng theo quy định thì phải nộp lại Giấy …"},{"name":"Văn bản ủy quyền theo quy định'
    " của pháp luật trong trường hợp ủy quyền thực hiện việc cấp Giấy xác nhận tình trạng"
    " hôn nhân. Trường hợp người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, "
    'ch…"},{"name":"Giấy tờ có giá trị chứng minh thông tin về cư trú trong trường hợp cơ'
    " quan đăng ký hộ tịch không thể khai thác được thông tin về nơi cư trú của công dân "
    'theo các phương thức quy định tại khoản 2 Điều …"},{"name":"Trường hợp người yêu cầu'
    " xác nhận tình trạng hôn nhân đã có vợ/đã có chồng nhưng đã ly hôn tại Tòa án nhân d"
    "ân có thẩm quyền hoặc vợ/chồng đã chết và đã đăng ký khai tử tại cơ quan đăng ký hộ "
    'tịch có …"}],"procedure_code":"1.004873","procedure_name":"Thủ tục cấp Giấy xác nhận'
    ' tình trạng hôn nhân","procedure_valid_from":"2025-07-01"\n'
    '"field":"Hộ tịch","limit":"","papers":[{"name":"Hộ chiếu/Thẻ căn cước công dân/Thẻ c'
    "ăn cước/Căn cước điện tử/Giấy chứng nhận căn cước hoặc các giấy tờ khác có dán ảnh v"
    'à thông tin cá nhân do cơ quan có thẩm quyền cấp, còn giá trị sử dụng (sau đây g…"},'
    '{"name":"Giấy tờ có giá trị chứng minh thông tin về cư trú trong trường hợp cơ quan '
    "đăng ký hộ tịch không thể khai thác được thông tin về nơi cư trú của công dân theo c"
    'ác phương thức quy định tại khoản 2 Điều …"},{"name":"Bản chụp các giấy tờ gửi kèm t'
    "heo hồ sơ đăng ký kết hôn trực tuyến phải bảo đảm rõ nét, đầy đủ, toàn vẹn về nội du"
    "ng, là bản chụp bằng máy ảnh, điện thoại hoặc được chụp, được quét bằng thiết bị điệ"
    'n …"},{"name":"Giấy tờ do cơ quan có thẩm quyền của nước ngoài cấp, công chứng hoặc '
    "xác nhận để sử dụng cho việc đăng ký hộ tịch tại Việt Nam phải được hợp pháp hóa lãn"
    'h sự theo quy định của pháp luật, trừ trường hợ…"},{"name":"Trường hợp giấy tờ tùy t'
    "hân sử dụng là: Hộ chiếu, Thẻ căn cước, Căn cước công dân, Giấy chứng nhận căn cước "
    'thì người có yêu cầu đăng ký hộ tịch chỉ cần cung cấp thông tin s…"}],"procedure_cod'
    'e":"1.000894","procedure_name":"Thủ tục đăng ký kết hôn","procedure_valid_from":"202'
    '5-07-01"\n'
    '"field":"Hộ tịch","limit":"trong ngày","papers":[{"name":"Giấy báo tử hoặc giấy tờ t'
    "hay Giấy báo tử do cơ quan có thẩm quyền cấp. Trường hợp người yêu cầu đã nộp bản đi"
    "ện tử Giấy báo tử hoặc cơ quan đăng ký hộ tịch đã khai thác được dữ liệu điện tử có "
    'ký số …"},{"name":"Hộ chiếu/Thẻ căn cước công dân/Thẻ căn cước/Căn cước điện tử/Giấy'
    " chứng nhận căn cước hoặc các giấy tờ khác có dán ảnh và thông tin cá nhân do cơ qua"
    'n có thẩm quyền cấp, còn giá trị sử dụng (sau đây g…"},{"name":"Văn bản ủy quyền (đư'
    "ợc chứng thực) theo quy định của pháp luật trong trường hợp ủy quyền thực hiện việc "
    "đăng ký khai tử. Trường hợp người có trách nhiệm đăng ký khai tử ủy quyền cho người "
    'khác thực hi…"},{"name":"Giấy tờ, tài liệu, chứng cứ do cơ quan, tổ chức có thẩm quy'
    "ền cấp hoặc xác nhận hợp lệ chứng minh sự kiện chết đối với trường hợp đăng ký khai "
    'tử cho người chết đã lâu, không có Giấy báo tử hoặc giấy …"},{"name":"Trường hợp khô'
    "ng xác định được nơi cư trú cuối cùng của người chết thì xuất trình giấy tờ chứng mi"
    'nh nơi người đó chết hoặc nơi phát hiện thi thể của người chết"}],"procedure_code":"'
    '1.000656","procedure_name":"Thủ tục đăng ký khai tử","procedure_valid_from":"2025-07'
    '-01"\n'
    '"field":"Hộ tịch","limit":"trong ngày","papers":[{"name":"Hộ chiếu/Thẻ căn cước công'
    " dân/Thẻ căn cước/Căn cước điện tử/Giấy chứng nhận căn cước hoặc các giấy tờ khác có"
    " dán ảnh và thông tin cá nhân do cơ quan có thẩm quyền cấp, còn giá trị sử dụng (sau"
    ' đây g…"},{"name":"Văn bản ủy quyền theo quy định của pháp luật trong trường hợp ủy '
    "quyền thực hiện yêu cầu cấp bản sao Trích lục hộ tịch. Trường hợp người được ủy quyề"
    'n là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em…"},{"name":"Giấy tờ có giá trị c'
    "hứng minh thông tin về cư trú trong trường hợp cơ quan đăng ký hộ tịch không thể kha"
    "i thác được thông tin về nơi cư trú của công dân theo các phương thức quy định tại k"
    'hoản 2 Điều …"},{"name":"Trường hợp gửi hồ sơ qua hệ thống bưu chính thì phải gửi kè'
    'm theo bản sao có chứng thực các giấy tờ phải xuất trình nêu trên"},{"name":"Trường '
    "hợp giấy tờ tùy thân sử dụng là: Hộ chiếu, Thẻ căn cước, Căn cước công dân, Giấy chứ"
    'ng nhận căn cước thì người có yêu cầu đăng ký hộ tịch chỉ cần cung cấp thông tin s…"'
    '}],"procedure_code":"2.000635","procedure_name":"Cấp bản sao Trích lục hộ tịch, bản '
    'sao Giấy khai sinh","procedure_valid_from":"2025-07-01"\n'
    '"fees":[{"amount":8000,"name":"Phí cấp bản sao trích lục hộ tịch"}]\n'
    '"field":"Đăng ký, quản lý cư trú","limit":"3 ngày làm việc","papers":[{"name":"Thông'
    " tin chứng minh về chỗ ở hợp pháp được khai thác trong căn cước điện tử, tài khoản đ"
    "ịnh danh điện tử trên hệ thống định danh và xác thực điện tử qua Ứng dụng định danh "
    'quốc gia hoặc trong Cơ sở d…"},{"name":"Tờ khai thay đổi thông tin cư trú (Mẫu CT01 '
    "ban hành kèm theo Thông tư số 53/2025/TT-BCA); đối với người đăng ký tạm trú là ngườ"
    'i chưa thành niên thì trong tờ khai phải ghi rõ ý kiến đồng ý của cha, m…"},{"name":'
    '"Tờ khai thay đổi thông tin cư trú (của từng người) (Mẫu CT01 ban hành kèm theo Thôn'
    'g tư số 53/2025/TT-BCA)"},{"name":"Văn bản đề nghị đăng ký tạm trú, trong đó ghi rõ '
    "thông tin về chỗ ở hợp pháp kèm danh sách người tạm trú. Danh sách bao gồm những thô"
    'ng tin cơ bản của từng người: họ, chữ đệm và tên; ngày, tháng, năm …"},{"name":"Tờ k'
    "hai thay đổi thông tin cư trú (Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA"
    ')"}],"procedure_code":"1.004194","procedure_name":"Đăng ký tạm trú","procedure_valid'
    '_from":"2025-07-01"\n'
    '"field":"Đăng ký, quản lý cư trú","limit":"7 ngày làm việc","papers":[{"name":"Giấy '
    "chứng nhận đăng ký phương tiện và giấy chứng nhận an toàn kỹ thuật và bảo vệ môi trư"
    "ờng của phương tiện hoặc văn bản xác nhận của Ủy ban nhân dân cấp xã về việc sử dụng"
    ' phương tiện đó vào mục đíc…"},{"name":"Giấy tờ, tài liệu xác nhận về việc chăm sóc,'
    ' nuôi dưỡng, trợ giúp"},{"name":"Thông tin chứng minh quan hệ nhân thân với chủ hộ, '
    "thành viên hộ gia đình được khai thác trong căn cước điện tử, tài khoản định danh đi"
    'ện tử trên hệ thống định danh và xác thực điện tử qua Ứng dụng đị…"},{"name":"Văn bả'
    "n xác nhận của Ủy ban nhân dân cấp xã về việc trong cơ sở tín ngưỡng, cơ sở tôn giáo"
    ' có công trình phụ trợ là nhà ở"},{"name":"Văn bản xác nhận của Ủy ban nhân dân cấp '
    "xã về việc người đăng ký thường trú thuộc đối tượng quy định tại khoản 2 Điều 17 Luậ"
    't Cư trú và việc trong cơ sở tín ngưỡng, cơ sở tôn giáo có công trình phụ t…"}],"pro'
    'cedure_code":"1.004222","procedure_name":"Đăng ký thường trú","procedure_valid_from"'
    ':"2025-07-01"\n'
    '"field":"Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)","limit":"","papers":[{'
    '"name":"Giấy đề nghị đăng ký hộ kinh doanh"},{"name":"Trường hợp ủy quyền cho đơn vị'
    " cung cấp dịch vụ bưu chính không phải là bưu chính công ích thực hiện thủ tục đăng "
    'ký hộ kinh doanh thì việc ủy quyền thực hiện theo quy định tại mục (ii)"},{"name":"N'
    "gười ủy quyền và người được ủy quyền thực hiện thủ tục đăng ký hộ kinh doanh chịu tr"
    "ách nhiệm trước pháp luật về tính hợp pháp, trung thực và chính xác của việc ủy quyề"
    'n. Người uỷ quyền và người …"},{"name":"Trường hợp ủy quyền cho tổ chức thực hiện th'
    "ủ tục đăng ký hộ kinh doanh, kèm theo hồ sơ đăng ký hộ kinh doanh phải có bản sao hợ"
    'p đồng cung cấp dịch vụ với tổ chức làm dịch vụ thực hiện thủ tục l…"},{"name":"Trườ'
    "ng hợp ủy quyền cho đơn vị cung cấp dịch vụ bưu chính công ích thực hiện thủ tục đăn"
    "g ký hộ kinh doanh thì khi thực hiện thủ tục đăng ký hộ kinh doanh, nhân viên bưu ch"
    'ính phải nộp bản sao p…"}],"procedure_code":"1.001612","procedure_name":"Đăng ký thà'
    'nh lập hộ kinh doanh","procedure_valid_from":"2025-07-01"\n'
    '"field":"Chứng thực","limit":"1 ngày làm việc","papers":[{"name":"Một trong các giấy'
    " tờ sau: Căn cước điện tử; bản chính hoặc bản sao của Thẻ căn cước công dân hoặc Thẻ"
    " căn cước hoặc Giấy chứng nhận căn cước hoặc Hộ chiếu hoặc giấy tờ xuất nhập cảnh ho"
    'ặc giấy tờ có …"},{"name":"Bản chính hoặc bản sao có chứng thực giấy tờ chứng minh q'
    "uan hệ với người được cấp bản chính trong trường hợp người yêu cầu là người đại diện"
    ' theo pháp luật, người đại diện theo ủy quyền của cá nhân, …"}],"procedure_code":"2.'
    '000908","procedure_name":"Thủ tục cấp bản sao từ sổ gốc","procedure_valid_from":"202'
    '5-07-01"\n'
    '"field":"Chứng thực","limit":"2 ngày làm việc","papers":[{"name":"Bản chính hoặc bản'
    " sao có chứng thực hoặc bản sao điện tử được chứng thực từ bản chính của giấy chứng "
    "nhận quyền sở hữu, quyền sử dụng hoặc giấy tờ thay thế được pháp luật quy định đối v"
    'ới …"},{"name":"Dự thảo giao dịch"}],"procedure_code":"2.001035","procedure_name":"C'
    'hứng thực giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở","pr'
    'ocedure_valid_from":"2025-07-01"\n'
    '"fees":[{"amount":8000,"name":"Phí chứng thực"}]\n'
    '{"clerk":"","name":"","role":"clerk"}{"paper":"a5"}{"is_copy":true,"paper":"a4"}{"pa'
    'per":"k80"}{"is_copy":true,"paper":"a5","to_file":true}\n'
    '{"applicant":{"name":""},"missing":[""],"procedure_code":"","procedure_name":"","rea'
    'son":""}\n'
    '{"agency_identifier":"","blocks":[[1001,1999]],"desk":1,"province":"","unit_code":""'
    ',"unit_name":""}\n'
    '{"note":"","reason":"","at":"2026-11-23T08:00:00Z","unit":"","to":"","channel":"desk'
    '","by":"","result":"","number":"","due_at":"2026-11-25T10:00:00Z"}\n'
    '{"kind":"copy","name":""},{"kind":"certified_copy","name":""},{"count":2,"kind":"cop'
    'y","name":""},{"is_lacking":true,"name":""},{"kind":"scan","name":""}\n'
    '"competent_office":"","channel_in":"online","channel_out":"electronic","is_extra_ses'
    'sion":true,"mode":"B","sets":2\n'
    '"on":"2026-11-28","reason":"weekend"},{"number":0,"on":"2026-11-29","reason":"weeken'
    'd"},{"number":0,"name":"Tết Nguyên đán","on":"2027-02-05","reason":"holiday"},{"numb'
    'er":5,"on":"2026-11-30"}\n'
    '"authorisation":"Giấy ủy quyền","submitter":{"person":{"address":{\n'
    "NGUYỄN TRẦN LÊ PHẠM HOÀNG HUỲNH PHAN VŨ VÕ ĐẶNG BÙI ĐỖ HỒ NGÔ DƯƠNG LÝ NÔNG TRIỆU HÀ"
    " LƯƠNG ĐINH TRỊNH MAI ĐÀO VĂN THỊ MINH HỮU ĐỨC NGỌC QUANG THANH THU HẢI HƯƠNG LAN LI"
    "NH HÙNG DŨNG HOA HUỆ TUẤN THẢO PHƯƠNG SƠN\n"
    "TakenIn SlipPrinted SupplementAsked StaffJoined Forwarded ResultReady Returned Corre"
    "cted Reappointed\n"
    '{"applicant":{"address":{"commune":"Phường ","commune_code":"0","line":"Tổ dân phố "'
    ',"province":"Thái Nguyên"},"birth_on":"1985-10-12","id_number":"001085","name":"NGUY'
    'ỄN THỊ ","phone":"0912","sex":"female"},"code":"H55.18.43-261123-1001","counted":[{"'
    'number":0,"on":"2026-11-23","reason":"received"},{"number":1,"on":"2026-11-24"},{"nu'
    'mber":2,"on":"2026-11-25"},{"number":3,"on":"2026-11-26"}],"counted_from":"2026-11-2'
    '3T02:10:00.000000Z","desk":1,"due_at":"2026-11-26T10:00:00Z","fees":[{"amount":0,"na'
    'me":"Lệ phí"}],"field":"Hộ tịch","limit":"3 ngày làm việc","note":"","papers":[{"nam'
    'e":"Tờ khai theo mẫu"},{"kind":"copy","name":"Căn cước công dân"}],"procedure_code":'
    '"1.00","procedure_name":"","procedure_valid_from":"2025-07-01","received_at":"2026-1'
    '1-23T02:10:00.000000Z","unit_code":"0"}'
)
"""The text, all of it."""

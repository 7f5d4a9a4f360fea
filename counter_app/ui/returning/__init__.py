"""The screen "Trả kết quả": built for a queue of citizens who hold their slips out."""

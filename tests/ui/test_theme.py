"""The look: three schemes from the same tokens, every text readable on its ground."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.theme import CODE_FACE, FACE, Theme, scaled
from counter_app.ui.tokens import Scheme, contrast, fill, load_tokens

TEXT_ON_GROUND = [
    ("text", "page"),
    ("text", "card"),
    ("text", "field"),
    ("text", "search"),
    ("text", "table_head"),
    ("text", "row_other"),
    ("text_second", "page"),
    ("text_second", "card"),
    ("text_second", "field"),
    ("text_second", "search"),
    ("text_off", "field_off"),
    ("text_off", "main_off"),
    ("accent", "page"),
    ("accent", "card"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("row_chosen_text", "row_chosen"),
    ("rail_text", "rail"),
    ("rail_text", "rail_hover"),
    ("rail_strong", "rail_active"),
    ("rail_key", "rail"),
    ("rail_key", "rail_active"),
    ("rail_badge_text", "rail_badge"),
    ("rail_alarm_text", "rail_alarm"),
    *(
        (tone, ground)
        for tone in ("overdue", "today", "soon", "paused", "done")
        for ground in ("page", "card", "row_other")
    ),
    *(("text", f"{kind}_ground") for kind in ("success", "warn", "error", "quiet")),
    *(("accent", f"{kind}_ground") for kind in ("success", "warn", "error", "quiet")),
    ("done", "success_ground"),
    ("soon", "warn_ground"),
    ("overdue", "error_ground"),
]


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(
    resources: Path, scheme: Scheme, text: str, ground: str
) -> None:
    tokens = load_tokens(resources, scheme)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_high_contrast_is_high(resources: Path, text: str, ground: str) -> None:
    tokens = load_tokens(resources, Scheme.CONTRAST)
    assert contrast(tokens[text], tokens[ground]) >= 7


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_focus_ring_is_seen_on_every_ground(resources: Path, scheme: Scheme) -> None:
    tokens = load_tokens(resources, scheme)
    for ground in ("page", "card", "field"):
        assert contrast(tokens["accent"], tokens[ground]) >= 3
    assert contrast(tokens["rail_bar"], tokens["rail"]) >= 3
    assert contrast(tokens["text"], tokens["page"]) >= 3


def test_all_schemes_have_the_same_tokens(resources: Path) -> None:
    light, *others = (load_tokens(resources, scheme).keys() for scheme in Scheme)
    assert all(other == light for other in others)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_style_sheet_can_be_filled_and_its_pictures_are_there(
    resources: Path, qtbot: QtBot, scheme: Scheme
) -> None:
    style = Theme(resources, scheme).style_sheet()
    assert "@" not in style
    pictures = [part.split('"')[0] for part in style.split('url("')[1:]]
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)
    # Qt says on its log what it cannot read, and that fails the test.
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setStyleSheet(style)
    widget.ensurePolished()


def test_a_theme_gives_the_application_its_style_sheet(resources: Path, qapp: QApplication) -> None:
    theme = Theme(resources)
    theme.apply(qapp)
    assert qapp.styleSheet() == theme.style_sheet()


def test_the_bundled_faces_are_known(qapp: QApplication) -> None:
    assert {FACE, CODE_FACE} <= set(QFontDatabase.families())


def test_letters_can_be_made_larger() -> None:
    assert scaled("QLabel { font-size: 14px; padding: 4px }", 1.5) == (
        "QLabel { font-size: 21px; padding: 4px }"
    )


def test_a_token_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("color: @no_such_token@", {})


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)

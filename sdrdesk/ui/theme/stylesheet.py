"""The one application stylesheet, built from the tokens; it dresses the stock Qt widgets."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from sdrdesk.core.resources import resource_path
from sdrdesk.ui.theme.tokens import DARK, Tokens

_BASE: Final = """
QWidget[kind="panel"] { background: $panel; }
QWidget[kind="bar"] { background: $panel; border: none; border-top: 1px solid $line; }
QToolTip { background: $tip; color: $on_tip; border: none; padding: 5px 8px; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 18px; font-weight: 700; }
QLabel[kind="heading"] { font-size: 15px; font-weight: 700; }
QLabel[kind="figure"] { font-size: 22px; font-weight: 700; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="small"] { color: $muted; font-size: 12px; }
QLabel[kind="ok"] { color: $ok; }
QLabel[kind="doubt"] { color: $doubt; }
QLabel[kind="bad"] { color: $bad; }
QLabel:disabled { color: $disabled; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $muted; }
QStatusBar { background: $panel; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
"""

_BUTTONS: Final = """
QPushButton, QToolButton {
  background: $panel; color: $ink; border: 1px solid $line; border-radius: 8px;
  padding: 6px 12px; min-height: 18px; outline: none;
}
QToolButton { padding: 5px; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $line_strong; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked, QPushButton[kind="selected"] {
  background: $accent_soft; color: $accent; border-color: $accent_soft;
}
QPushButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $panel; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $pressed; color: $disabled; border-color: $pressed; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_soft; border-color: $bad_soft; }
QPushButton[kind="danger"]:disabled { color: $disabled; background: $panel; border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton::menu-indicator, QToolButton::menu-indicator {
  image: url($chevron_down); width: 12px; height: 12px; subcontrol-position: right center; subcontrol-origin: padding;
  right: 6px;
}
QPushButton[hasMenu="true"] { padding-right: 26px; }
"""

_FIELDS: Final = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $panel; color: $ink; border: 1px solid $line_strong; border-radius: 8px;
  padding: 5px 9px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 18px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $control_line; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 4px 8px;
}
QLineEdit[kind="bad"], QPlainTextEdit[kind="bad"], QComboBox[kind="bad"], QAbstractSpinBox[kind="bad"] {
  border-color: $bad;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $disabled; background: $background; border-color: $line;
}
QLineEdit:read-only, QPlainTextEdit:read-only, QAbstractSpinBox:read-only { background: $background; }
QPlainTextEdit[kind="quiet"], QTextEdit[kind="quiet"], QLineEdit[kind="quiet"] {
  border: none; background: transparent; padding: 0;
}
QComboBox { padding-right: 26px; }
QComboBox:focus { padding-right: 25px; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($chevron_down); width: 14px; height: 14px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
  background: $panel; color: $ink; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $accent;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 8px; }
QComboBox QAbstractItemView::item:hover { background: $hover; color: $ink; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $accent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button, QDateEdit::drop-down, QDateTimeEdit::drop-down {
  border: none; background: transparent; width: 22px; subcontrol-origin: border;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; height: 13px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; height: 13px; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url($chevron_down); width: 11px; height: 11px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { subcontrol-position: center right; }
QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url($chevron_down); width: 14px; height: 14px; }
QCalendarWidget QWidget { alternate-background-color: $hover; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $panel; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { border: none; padding: 4px 8px; background: transparent; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url($chevron_left); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url($chevron_right); }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
"""

_CHOICES: Final = """
QCheckBox, QRadioButton { spacing: 8px; background: transparent; outline: none; padding: 2px; border: none; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: 16px; height: 16px; border: 1px solid $control_line; background: $panel;
}
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($check);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url($dash);
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($dot); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line_strong; background: $background; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
  background: $disabled; border-color: $disabled;
}
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; padding: 0; }
QSlider:horizontal { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; background: $track; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $panel; border: 1px solid $control_line;
}
QSlider::handle:horizontal:focus { border: 2px solid $accent; }
QProgressBar { background: $track; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; color: $ink; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

_TABS_AND_MENUS: Final = """
QTabWidget::pane { border: none; border-top: 1px solid $line; top: -1px; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 8px 12px; border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:selected:focus { background: $accent_soft; border-top-left-radius: 6px; border-top-right-radius: 6px; }
QTabBar::tab:disabled { color: $disabled; }
QMenu { background: $panel; color: $ink; border: 1px solid $line_strong; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; background: transparent; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url($check_ink); }
QMenuBar { background: $panel; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $hover; }
"""

_LISTS: Final = """
QAbstractItemView {
  background: $panel; color: $ink; border: none; outline: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QHeaderView { background: $panel; border: none; }
QHeaderView::section {
  background: $panel; color: $muted; border: none; border-bottom: 1px solid $line; padding: 0 12px;
  min-height: 34px; font-size: 11px; font-weight: 600;
}
QHeaderView::section:hover { color: $ink; }
QHeaderView::down-arrow { image: url($chevron_down); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url($chevron_up); width: 12px; height: 12px; }
QTableCornerButton::section { background: $panel; border: none; border-bottom: 1px solid $line; }
QTreeView::branch { background: transparent; }
QListView::item { padding: 6px 8px; }
QListView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $ink; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $control_line; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_DIALOGS: Final = """
QDialog, QMessageBox { background: $panel; }
"""

_TEMPLATE: Final = Template(_BASE + _BUTTONS + _FIELDS + _CHOICES + _TABS_AND_MENUS + _LISTS + _DIALOGS)
CONTROL_IMAGES: Final = (
    "chevron_down",
    "chevron_up",
    "chevron_left",
    "chevron_right",
    "check",
    "dash",
    "dot",
    "check_ink",
)


def stylesheet(tokens: Tokens) -> str:
    """The stylesheet of a colour scheme."""
    scheme = "dark" if tokens is DARK else "light"
    images = {name: control_image(name, scheme) for name in CONTROL_IMAGES}
    return _TEMPLATE.substitute(asdict(tokens), **images)


def control_image(name: str, scheme: str) -> str:
    """The path of the small picture drawn inside a stock control, in the form a stylesheet wants."""
    return resource_path("icons", "controls", f"{name}-{scheme}.svg").as_posix()

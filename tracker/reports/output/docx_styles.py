"""The styles of a report for Word: its whole look, so that another template can change it."""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Paper

TABLE, CELL, FACT, CONTENTS = "Report Table", "Report Cell", "Report Fact", ("toc 1", "toc 2")
LINK = "Hyperlink"  # Word's own name: it knows the style by it
INK = RGBColor(0x1B, 0x3A, 0x6B)
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
HEADINGS = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Heading 4": 11}
USED = {
    *HEADINGS,
    "Caption",
    "Default Paragraph Font",
    "Footer",
    "Header",
    "Intense Quote",
    "List Bullet",
    "No List",
    "Normal",
    "Normal Table",
    "Subtitle",
    "TOC Heading",
    "Table Grid",
}
WIDTH = 162  # millimetres of text on a page
LINES = f"""<w:tblPr {nsdecls("w")}>
  <w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="1B3A6B"/>
    <w:bottom w:val="single" w:sz="4" w:color="8A93A3"/>
    <w:insideH w:val="single" w:sz="4" w:color="8A93A3"/>
  </w:tblBorders>
  <w:tblCellMar>
    <w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>
  </w:tblCellMar>
</w:tblPr>"""
FIRST_ROW = f"""<w:tblStylePr w:type="firstRow" {nsdecls("w")}>
  <w:rPr><w:b/></w:rPr>
  <w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="1B3A6B"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="EEF2F7"/>
  </w:tcPr>
</w:tblStylePr>"""


def set_styles(paper: "Paper", language: str) -> None:
    """Set page, fonts, colours and language of a new paper."""
    page, styles = paper.sections[0], paper.styles
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(24)
    for style in [style for style in styles if style.name not in USED]:
        style.delete()  # a hundred and more of the library's template
    for mark in styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), LANGUAGES.get(language, language))
    _font(styles["Normal"], 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in HEADINGS.items():
        _font(styles[name], size, INK)
        styles[name].paragraph_format.keep_with_next = True
    _font(styles["Subtitle"], 13, RGBColor(0x45, 0x4C, 0x55))
    styles["Subtitle"].font.italic = False
    _font(styles["Caption"], 10, RGBColor(0, 0, 0))
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(9)
    styles["Caption"].paragraph_format.space_after = Pt(3)
    _font(styles["Intense Quote"], 10.5, INK)
    styles["Intense Quote"].font.italic = False
    foot = styles["Footer"]
    _font(foot, 8.5)
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.base_style = styles["Default Paragraph Font"]
    link.font.underline = True  # in the colour of the text around it: a paper stays calm
    fact = styles.add_style(FACT, WD_STYLE_TYPE.PARAGRAPH)
    fact.base_style = styles["Normal"]
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Mm(52), Mm(-52)
    fact.paragraph_format.space_after = Pt(2)
    for level, name in enumerate(CONTENTS):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Mm(5 * level)
        style.paragraph_format.space_after = Pt(2)
    table = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)  # Word heeds it more than the table's
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(9.5)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(1.5)
    cell.paragraph_format.line_spacing = 1.0
    table.element.append(parse_xml(LINES))
    table.element.append(parse_xml(FIRST_ROW))


def _font(style: Any, size: float, colour: RGBColor | None = None) -> None:
    """Give a style the one font of the document, where its theme has another for headings."""
    style.font.name, style.font.size = "Calibri", Pt(size)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), "Calibri")
    if colour is not None:
        style.font.color.rgb = colour

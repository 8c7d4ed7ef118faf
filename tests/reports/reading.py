"""Reads the tables of a report back from each of its files, as other programs see them."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import docx
import pikepdf
import python_calamine
from bs4 import BeautifulSoup

Found = list[list[list[Any]]]  # tables of rows of cells, the head first
HEX = re.compile(r"<([0-9a-fA-F]+)>")
# Where a word may go on in the next line, and where none begins.
BREAKS = str.maketrans({"\u00ad": None, "\u200b": None, "\u00a0": " "})


def pdf_tables(data: bytes) -> Found:
    """Read the tables by their tags: what a screen reader speaks."""
    with pikepdf.open(io.BytesIO(data)) as file:
        texts = {page.objgen: dict(_marked(page)) for page in file.pages}
        return [
            [[_tagged(cell, texts) for cell in kids(row)] for row in tags(table) if row.S == "/TR"]
            for table in tags(file.Root.StructTreeRoot)
            if table.S == "/Table"
        ]


def pdf_text(data: bytes) -> str:
    """Read all tagged text."""
    with pikepdf.open(io.BytesIO(data)) as file:
        texts = {page.objgen: dict(_marked(page)) for page in file.pages}
        return _tagged(file.Root.StructTreeRoot, texts, "\n")


def pdf_links(data: bytes) -> list[tuple[str, str]]:
    """Read each link behind the contents by its tag: its words, and the page it leads to."""
    with pikepdf.open(io.BytesIO(data)) as file:
        texts = {page.objgen: dict(_marked(page)) for page in file.pages}
        pages = {page.objgen: page_text(page) for page in file.pages}
        return [
            (_tagged(tag, texts), pages[_place(file, annotation.Dest)[0].objgen])
            for tag in link_tags(file)
            for annotation in annotations(tag)[:1]
        ]


def link_tags(file: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Return the tags of all links but those of the contents, in order of reading."""
    every = list(tags(file.Root.StructTreeRoot))
    listed = {one.objgen for tag in every if tag.S == "/TOC" for one in tags(tag)}
    return [tag for tag in every if tag.S == "/Link" and tag.objgen not in listed]


def annotations(tag: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return what a tag makes a link, one for each page it stands on."""
    return [
        kid.Obj
        for kid in kids(tag)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]


def _place(file: pikepdf.Pdf, given: Any) -> Any:
    """Return where a link leads, be it by a name, as to a heading."""
    named = isinstance(given, pikepdf.String)
    return pikepdf.NameTree(file.Root.Names.Dests)[str(given)] if named else given


def page_text(page: pikepdf.Page) -> str:
    """Read all that stands on a page, its foot included."""
    return "".join(said for _number, said in _pieces(page)).translate(BREAKS)


def sizes(page: pikepdf.Page) -> list[float]:
    """Return the sizes of all letters of a page, in points."""
    return [
        float(operands[1])
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "Tf"
    ]


def docx_tables(data: bytes) -> Found:
    return [
        [[cell.text.translate(BREAKS) for cell in row.cells] for row in table.rows]
        for table in docx.Document(io.BytesIO(data)).tables
    ]


def xlsx_tables(data: bytes, heads: list[list[str]]) -> Found:
    """Read what stands below the head of each sheet but the first; a cell without a value is ''."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name, head in zip(book.sheet_names[1:], heads, strict=True):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found.append(rows[rows.index(head) :])
    return found


def html_tables(data: bytes) -> Found:
    page = BeautifulSoup(data, "html.parser")
    for line in page.find_all("br"):
        line.replace_with("\n")
    for spoken in page.select(".kern-sr-only"):
        spoken.decompose()
    return [
        [
            [cell.get_text().translate(BREAKS).strip() for cell in row.find_all(["th", "td"])]
            for row in table.find_all("tr")
        ]
        for table in page.find_all("table")
    ]


def json_tables(data: bytes) -> Found:
    parts = json.loads(data)["document"]
    blocks = [*parts["essentials"], *parts["blocks"]]
    return [
        [[column["name"] for column in block["columns"]], *block["rows"]]
        for block in blocks
        if block["block"] == "table"
    ]


def tags(root: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Walk through the tags of a PDF, or those in a tag, in order of reading."""
    waiting = [root]
    while waiting:
        tag = waiting.pop()
        if "/S" in tag:
            yield tag
        waiting += reversed([kid for kid in kids(tag) if isinstance(kid, pikepdf.Dictionary)])


def kids(tag: pikepdf.Dictionary) -> list[Any]:
    inside = tag.get("/K", pikepdf.Array())
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def _tagged(tag: Any, texts: dict[Any, dict[int, str]], between: str = "") -> str:
    """Return the text of a tag."""
    if isinstance(tag, int):
        return ""
    said = []
    for kid in kids(tag):
        if isinstance(kid, pikepdf.Dictionary):
            said.append(
                texts[kid.Pg.objgen][int(kid.MCID)]
                if kid.get("/Type") == "/MCR"
                else _tagged(kid, texts, between)
            )
        elif "/Pg" in tag:
            said.append(texts[tag.Pg.objgen][int(kid)])
    return between.join(said).translate(BREAKS).strip()


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Yield the text of each piece of a page that a tag names."""
    for number, said in _pieces(page):
        if number is not None:
            yield number, said


def _pieces(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    """Yield each marked piece of a page with the text that is drawn in it."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    open_marks: list[tuple[int | None, list[str], str | None]] = []
    font: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                marks = operands[1] if len(operands) > 1 else {}
                marks = marks if isinstance(marks, pikepdf.Dictionary) else {}
                spoken = marks.get("/ActualText")
                number = marks.get("/MCID")
                open_marks.append(
                    (
                        None if number is None else int(number),
                        [],
                        None if spoken is None else str(spoken),
                    )
                )
            case "EMC":
                number, said, spoken = open_marks.pop()
                text = "".join(said) if spoken is None else spoken
                if number is None and open_marks:
                    open_marks[-1][1].append(text)
                else:
                    yield number, text
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if open_marks:
                pieces = operands[0] if str(operator) == "TJ" else operands
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        code = bytes(piece).hex()
                        letters = [font[code[at : at + 4]] for at in range(0, len(code), 4)]
                        open_marks[-1][1].extend(letters)


def _letters(font: pikepdf.Object) -> dict[str, str]:
    """Return the text of each code of a font."""
    found: dict[str, str] = {}
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        codes = HEX.findall(line)
        if len(codes) == 2 and len(codes[0]) == 4:
            found[codes[0].lower()] = bytes.fromhex(codes[1]).decode("utf-16-be")
    return found

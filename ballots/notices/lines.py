"""Chinese lines set to the full measure.

WeasyPrint stretches spaces alone, and Chinese has none: a line that ends early, since what follows may not stand at
a line's end or may not be broken, would leave a hole of a character or more at the right. What is left over is
spread over the characters of the line instead, as a compositor does.
"""

from __future__ import annotations

from typing import Any


def set_to_measure(_context: object, line: Any, left_over: float) -> None:
    """Spread `left_over`, in pixels, over the characters of a line; takes the place of WeasyPrint's `justify_line`.

    It is called for justified lines that are not the last of their paragraph, with boxes laid out already: their
    places move, and the spacing stands in their style, which is read once more when the text is drawn.
    """
    from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415 - see pdf.py

    gaps = sum(len(box.text) for box in line.descendants() if isinstance(box, TextBox)) - 1
    if gaps > 0:
        # The line is measured with a space behind its last character that is never drawn.
        _widen(line, (left_over + _spacing_of(line.style)) / gaps, 0.0)


def _widen(box: Any, each: float, moved: float) -> float:
    """Move a box by `moved` and widen its text by `each` a character; return how far what follows it moves."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox  # noqa: PLC0415 - see pdf.py

    if isinstance(box, TextBox):
        box.position_x += moved
        wider = each * len(box.text)
        box.style = box.style.copy()
        box.style["letter_spacing"] = each + _spacing_of(box.style)
        box.width += wider
        return moved + wider
    if isinstance(box, LineBox | InlineBox):
        before = moved
        box.position_x += moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _widen(child, each, moved)
        box.width += moved - before
        return moved
    box.translate(moved, 0)
    return moved


def _spacing_of(style: Any) -> float:
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)

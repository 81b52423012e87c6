"""Forms of the roster's Excel import: the file, and the rows to be confirmed after they were shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from elections.formkit import PlainForm
from elections.roster import MemberRow
from elections.services.members import unknown_in
from elections.stroke_order import parse_overrides, unknown_characters

from .members import StrokesField

UPLOAD_MOST = 2 * 1024 * 1024
SHOWN_FOR = 2 * 60 * 60
SPOILT = "这份预览已经过期或者不完整，没有导入。请重新上传文件。"


def sign_rows(rows: Sequence[MemberRow], salt: str) -> str:
    """Return the rows as a text that the page keeps and nobody can alter; `salt` ties it to person and village."""
    plain = [
        asdict(row) | {"birth_date": row.birth_date.isoformat(), "joined_on": row.joined_on.isoformat()}
        for row in rows
    ]
    return signing.dumps(plain, salt=salt, compress=True)


def read_signed_rows(text: str, salt: str) -> list[MemberRow]:
    """Read the rows back; raises signing.BadSignature for anything that was not signed here lately."""
    plain = signing.loads(text, salt=salt, max_age=SHOWN_FOR)
    days = ("birth_date", "joined_on")
    return [MemberRow(**each | {day: date.fromisoformat(each[day]) for day in days}) for each in plain]


class UploadForm(PlainForm):
    """The Excel file."""

    file = forms.FileField(
        label="Excel 文件",
        help_text="名册模板填好后的 .xlsx 文件，最大 2 MB，最多 500 人",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "请选择要导入的文件。",
            "invalid": "请选择要导入的文件。",
            "missing": "请选择要导入的文件。",
            "empty": "文件是空的，请重新选择。",
            "max_length": "文件名过长，请改短后再选。",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by size before reading."""
        file = cast("UploadedFile[bytes]", self.cleaned_data["file"])
        if (file.size or 0) > UPLOAD_MOST:
            raise ValidationError("文件超过 2 MB，不像是一份党员名册。请只保留名册内容，再上传。")
        return file


class ConfirmImportForm(PlainForm):
    """The rows that were shown, signed; and the strokes of characters outside the table."""

    rows = forms.CharField(widget=forms.HiddenInput, error_messages={"required": SPOILT})
    strokes = StrokesField(required=False)

    def __init__(self, *args: Any, salt: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = salt

    def clean_rows(self) -> list[MemberRow]:
        """Return the members that were shown."""
        try:
            return read_signed_rows(self.cleaned_data["rows"], self.salt)
        except signing.BadSignature as error:
            raise ValidationError(SPOILT) from error

    def clean(self) -> dict[str, Any]:
        """Ask for the strokes of every character that has none."""
        cleaned = super().clean() or self.cleaned_data
        if "rows" in cleaned and "strokes" in cleaned:
            cleaned["strokes"] = parse_overrides(cleaned["strokes"])
            missing = unknown_characters("".join(unknown_in(cleaned["rows"])), cleaned["strokes"])
            if missing:
                self.add_error("strokes", f"还没有写明笔顺：{'、'.join(missing)}。")
        return cleaned

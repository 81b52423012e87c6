"""Where a paper was put up, and when it was taken down."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ballots.services.photos import LARGEST_FILE, TOO_LARGE, WRONG_KIND
from ballots.services.posting import PostingEntry
from elections.formkit import DayField, PlainForm, TextField, VersionField


class PostingForm(PlainForm):
    """One place. `known` is how many places the page listed, so that a double click records one."""

    known = VersionField(required=False)
    place = TextField(label="张贴地点", max_length=60, help_text="如 第三村小组公告栏；几处的，一处一处登记")
    posted_on = DayField(label="张贴日期")
    posted_by = TextField(label="张贴人", max_length=40)
    photo = forms.FileField(
        label="照片",
        required=False,
        help_text="手机照片即可，最大 12 MB；保存时缩小，并去掉拍摄地点等信息",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "invalid": WRONG_KIND,
            "missing": WRONG_KIND,
            "empty": WRONG_KIND,
            "max_length": "文件名过长，请改短后再选。",
        },
    )

    def clean_photo(self) -> "UploadedFile[bytes] | None":
        """Refuse by size before reading."""
        file: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        if file and (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def entry(self) -> PostingEntry:
        """What was typed and chosen."""
        given = self.cleaned_data
        photo = given["photo"].read() if given["photo"] else b""
        return PostingEntry(given["place"], given["posted_on"], given["posted_by"], photo)


class TakingDownForm(PlainForm):
    """When a paper was taken down, and by whom."""

    taken_down_on = DayField(label="撤下日期")
    taken_down_by = TextField(label="撤下人", max_length=40)

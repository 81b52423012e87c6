"""A picture taken with a phone, made small and plain before it is kept: JPEG, 1600 pixels, no place, no time, no name."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from elections.services.refusals import AtField

LARGEST_FILE = 12 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 80
READ = ("JPEG", "PNG", "WEBP")
WRONG_KIND = "这不是能读的照片，请选 JPEG、PNG 或 WebP 格式的照片。"
TOO_LARGE = "照片太大，不能超过 12 MB；请用手机缩小以后再选。"


def plain_photo(file: bytes) -> bytes:
    """The picture as a JPEG that stands upright, of at most 1600 pixels a side, with nothing in it but the picture.

    Raises AtField at `photo` for what is no picture, or one too large to be opened.
    """
    if len(file) > LARGEST_FILE:
        raise AtField(photo=TOO_LARGE)
    try:
        with Image.open(io.BytesIO(file), formats=READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise AtField(photo=TOO_LARGE)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise AtField(photo=WRONG_KIND) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Copied pixel by pixel into a new picture: whatever the file knew of camera and place stays behind.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()

"""Writes the JPEGs beside this script and, as PNG, what libjpeg-turbo 2.1.5 makes of them.

Needs Pillow 9.4.0 and libjpeg-turbo's cjpeg and djpeg (Debian: python3-pil, libjpeg-turbo-progs): python3 make.py
"""
import io
import math
import os
import subprocess

from PIL import Image

W, H = 45, 37
here = os.path.dirname(os.path.abspath(__file__))


def pixel(x, y):
    """Smooth colours, a disc with a sharp edge, and a corner of noise: every coefficient comes up."""
    if (x - 14) ** 2 + (y - 16) ** 2 < 90:
        return 200, 30, 60
    if x > 32 and y > 24:
        return (x * 89 + y * 57) % 256, (x * 31 + y * 101) % 256, (x * 13 + y * 7) % 256
    return round(127 + 120 * math.sin(x / 7)), round(127 + 120 * math.cos(y / 5)), round(255 * x / W)


color = Image.new("RGB", (W, H))
color.putdata([pixel(x, y) for y in range(H) for x in range(W)])
gray = color.convert("L")


def ppm(picture):
    stream = io.BytesIO()
    picture.save(stream, "PPM")
    return stream.getvalue()


def save(name, jpeg, expected=None):
    with open(os.path.join(here, name + ".jpg"), "wb") as file:
        file.write(jpeg)
    if expected is None:
        decoded = subprocess.run(["djpeg", "-dct", "int", "-pnm"], input=jpeg, stdout=subprocess.PIPE, check=True).stdout
        expected = Image.open(io.BytesIO(decoded))
    expected.save(os.path.join(here, name + ".png"), optimize=True)


def encode(name, *options, picture=color):
    save(name, subprocess.run(["cjpeg", *options], input=ppm(picture), stdout=subprocess.PIPE, check=True).stdout)


encode("gray", "-grayscale", "-quality", "80")
encode("gray-progressive", "-progressive", "-quality", "90", picture=gray)
encode("444", "-sample", "1x1", "-quality", "95")
encode("422", "-sample", "2x1")
encode("420", "-sample", "2x2")
encode("440", "-sample", "1x2")
encode("411", "-sample", "4x1")
encode("410", "-sample", "4x2")
encode("mixed", "-sample", "2x2,1x2,2x1")
encode("coarse-brightness", "-sample", "1x1,2x2,1x1")
encode("progressive-444", "-progressive", "-sample", "1x1", "-quality", "92")
encode("progressive-420", "-progressive", "-sample", "2x2")
encode("restart-blocks", "-restart", "2B", "-sample", "2x1")
encode("restart-progressive", "-progressive", "-restart", "1", "-sample", "2x2")
encode("optimized", "-optimize", "-quality", "60")
encode("worst-quality", "-quality", "1")   # multipliers of 16 bits, so an extended frame
encode("rgb", "-rgb", "-sample", "1x1", "-quality", "90")

scans = os.path.join(here, "scans.txt")
with open(scans, "w") as file:
    file.write("0;\n1;\n2;\n")   # a scan for each channel
encode("scans", "-scans", scans, "-sample", "2x2")
os.remove(scans)

# Pillow stores ink colours as Adobe does, inverted, and reads them back so.
stream = io.BytesIO()
inks = Image.merge("CMYK", (*color.split(), color.getchannel("G").point(lambda v: v // 3)))
inks.save(stream, "JPEG", quality=95, subsampling=0)
save("cmyk", stream.getvalue(), Image.open(io.BytesIO(stream.getvalue())).convert("RGB"))

# A camera's turns; what is to be seen is the upright picture, as Pillow turns it.
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[274] = orientation
    stream = io.BytesIO()
    gray.crop((0, 0, 24, 16)).save(stream, "JPEG", quality=90, exif=exif)
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}   # Pillow's numbers of transpositions
    upright = Image.open(io.BytesIO(stream.getvalue())).convert("L")
    save(f"turned-{orientation}", stream.getvalue(), upright.transpose(turns[orientation]) if orientation > 1 else upright)

# What is refused by name.
arithmetic = subprocess.run(["cjpeg", "-arithmetic"], input=ppm(gray), stdout=subprocess.PIPE, check=True).stdout
with open(os.path.join(here, "arithmetic.jpg"), "wb") as file:
    file.write(arithmetic)

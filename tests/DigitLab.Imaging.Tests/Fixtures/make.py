"""Writes the pictures beside this script, with Pillow 9.4.0: python3 make.py"""
import os

from PIL import Image

W, H = 7, 5
here = os.path.dirname(os.path.abspath(__file__))
rgba = Image.new("RGBA", (W, H))
rgba.putdata([(36 * x, 63 * y, 255 - 36 * x, 255 - 20 * y) for y in range(H) for x in range(W)])
rgb = Image.new("RGB", (W, H))
rgb.putdata([p[:3] for p in rgba.getdata()])
red = rgba.getchannel("R")
red_alpha = Image.merge("LA", (red, rgba.getchannel("A")))
wide = Image.new("I;16", (W, H))
wide.putdata([36 * x * 257 for _ in range(H) for x in range(W)])
palette = Image.new("P", (W, H))
palette.putpalette([v for x in range(W) for v in (36 * x, 0, 255 - 36 * x)])
palette.putdata([x for _ in range(H) for x in range(W)])
bits = red.point(lambda v: 255 if v >= 128 else 0).convert("1")


def save(picture, name, **options):
    picture.save(os.path.join(here, name), **options)


save(rgba, "rgba.png")
save(rgb, "rgb.png", optimize=True)
save(red, "gray.png")
save(red_alpha, "gray-alpha.png")
save(wide, "gray-16.png")
save(palette, "palette.png")
save(bits, "bits.png")
save(rgb, "rgb.bmp")
save(rgba, "rgba.bmp")
save(red, "gray.bmp")
save(bits, "bits.bmp")
save(rgb, "rgb.ppm")
save(red, "gray.pgm")
save(bits, "bits.pbm")

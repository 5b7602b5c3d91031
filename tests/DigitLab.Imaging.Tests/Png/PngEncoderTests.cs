using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Imaging.Tests.Png;

public sealed class PngEncoderTests
{
    [Fact]
    public void Gray_pictures_come_back_as_they_were() => Prop.ForAll(Pictures(1), p =>
    {
        var gray = new GrayImage(p.Width, p.Height, p.Bytes);
        ColorImage back = PictureFile.Decode(PngEncoder.Encode(gray));
        return back.IsOpaque() && back.ToGray().Pixels.SequenceEqual(gray.Pixels) && (back.Width, back.Height) == (p.Width, p.Height);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Colour_pictures_come_back_as_they_were() => Prop.ForAll(Pictures(4), p =>
    {
        var color = new ColorImage(p.Width, p.Height, p.Bytes);
        ColorImage back = PictureFile.Decode(PngEncoder.Encode(color));
        ColorImage opaque = color.CompositeOver(Rgba.White);
        return back.Pixels.SequenceEqual(color.Pixels)
            && PictureFile.Decode(PngEncoder.Encode(opaque)).Pixels.SequenceEqual(opaque.Pixels);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_pictures_with_transparency_get_an_alpha_channel()
    {
        var picture = new ColorImage(3, 2);
        Assert.Equal(6, PngEncoder.Encode(picture)[25]);                             // the colour type in IHDR
        Assert.Equal(2, PngEncoder.Encode(picture.CompositeOver(Rgba.Black))[25]);
        Assert.Equal(0, PngEncoder.Encode(new GrayImage(3, 2))[25]);
    }

    [Fact]
    public void A_smooth_ramp_is_filtered_and_so_nearly_vanishes()
    {
        var ramp = new GrayImage(200, 200);
        for (int i = 0; i < ramp.Pixels.Length; i++)
        {
            ramp.Pixels[i] = (byte)(i % 200 + i / 200 / 4);
        }

        Assert.InRange(PngEncoder.Encode(ramp).Length, 60, 1000);
    }

    [Fact]
    public void The_file_has_the_chunks_header_pixels_and_end_alone()
    {
        string file = Encoding.Latin1.GetString(PngEncoder.Encode(new GrayImage(1, 1)));
        Assert.Equal(12, file.IndexOf("IHDR", StringComparison.Ordinal));
        Assert.Equal(37, file.IndexOf("IDAT", StringComparison.Ordinal));
        Assert.EndsWith("IEND\u00AEB`\u0082", file, StringComparison.Ordinal);
    }

    private static Arbitrary<(int Width, int Height, byte[] Bytes)> Pictures(int bytesPerPixel) => (
        from width in Gen.Choose(1, 40)
        from height in Gen.Choose(1, 40)
        from bytes in Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), width * height * bytesPerPixel)
        select (width, height, bytes)).ToArbitrary();
}

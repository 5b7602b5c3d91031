using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Turns a row of samples of any PNG colour type and depth into 8-bit R, G, B, A.</summary>
/// <remarks>
/// A sample of d bits becomes round(v · 255 / (2^d − 1)) (specification §13.12). Transparency by colour (tRNS) is compared at full
/// depth. Gamma and colour profiles are left out of account: a digit's ink is dark or light under any of them.
/// </remarks>
internal sealed class PngRowExpander
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _alphas;
    private readonly int[] _transparent;

    internal PngRowExpander(PngContent content)
    {
        _header = content.Header;
        _palette = content.Palette;
        _alphas = content.Transparency;
        _transparent = content.Header.ColorType == PngColorType.Palette ? [] : ReadColor(content.Transparency);
    }

    /// <summary>Expands as many pixels as <paramref name="rgba"/> holds.</summary>
    internal void Expand(ReadOnlySpan<byte> samples, Span<byte> rgba)
    {
        switch (_header.ColorType)
        {
            case PngColorType.Palette:
                ExpandPalette(samples, rgba);
                break;
            case PngColorType.Gray:
            case PngColorType.GrayAlpha:
                ExpandGray(samples, rgba);
                break;
            default:
                ExpandRgb(samples, rgba);
                break;
        }
    }

    private void ExpandPalette(ReadOnlySpan<byte> samples, Span<byte> rgba)
    {
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            int index = Sample(samples, i);
            if (3 * index >= _palette.Length)
            {
                throw new InvalidDataException($"PNG: a pixel has palette colour {index} of {_palette.Length / 3}: the file is damaged.");
            }

            _palette.AsSpan(3 * index, 3).CopyTo(rgba[(4 * i)..]);
            rgba[4 * i + 3] = index < _alphas.Length ? _alphas[index] : (byte)255;
        }
    }

    private void ExpandGray(ReadOnlySpan<byte> samples, Span<byte> rgba)
    {
        int channels = _header.Channels;
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            int gray = Sample(samples, channels * i);
            bool isTransparent = _transparent.Length == 1 && gray == _transparent[0];
            rgba.Slice(4 * i, 3).Fill(ToByte(gray));
            rgba[4 * i + 3] = channels == 2 ? ToByte(Sample(samples, channels * i + 1)) : isTransparent ? (byte)0 : (byte)255;
        }
    }

    private void ExpandRgb(ReadOnlySpan<byte> samples, Span<byte> rgba)
    {
        int channels = _header.Channels;
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            bool isTransparent = _transparent.Length == 3;
            for (int c = 0; c < 3; c++)
            {
                int value = Sample(samples, channels * i + c);
                isTransparent = isTransparent && value == _transparent[c];
                rgba[4 * i + c] = ToByte(value);
            }

            rgba[4 * i + 3] = channels == 4 ? ToByte(Sample(samples, channels * i + 3)) : isTransparent ? (byte)0 : (byte)255;
        }
    }

    private int Sample(ReadOnlySpan<byte> samples, int index) => _header.BitDepth == 16
        ? BinaryPrimitives.ReadUInt16BigEndian(samples[(2 * index)..])
        : PackedSamples.Read(samples, index, _header.BitDepth);

    private byte ToByte(int sample)
    {
        int largest = (1 << _header.BitDepth) - 1;
        return (byte)((sample * 255L + largest / 2) / largest);
    }

    // The one transparent colour of a gray or RGB picture, 16 bits a sample whatever the depth; only the depth's bits count (§11.3.1.1).
    private int[] ReadColor(byte[] transparency)
    {
        var color = new int[transparency.Length / 2];
        for (int c = 0; c < color.Length; c++)
        {
            color[c] = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * c)) & ((1 << _header.BitDepth) - 1);
        }

        return color;
    }
}

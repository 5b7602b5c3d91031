using System.Runtime.InteropServices;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Random words to random numbers for each pixel.</summary>
internal static class NoiseKernel
{
    private const float ByteSumDeviation = 147.80054f;   // of the sum of four uniform bytes: √(4 · (256² − 1) / 12)

    /// <summary>Uniform numbers from −reach to reach, 256 different ones: the four bytes of word (⌊y/4⌋, x) serve four rows of column x.</summary>
    /// <param name="size">Of the plane.</param>
    /// <param name="words"><see cref="PlaneSize.NoiseWords"/> random words, and <see cref="PlaneSize.Step"/> more that may hold anything.</param>
    /// <param name="reach">The largest number.</param>
    /// <param name="plane">Overwritten: rows <paramref name="stride"/> apart, anything behind their Width numbers.</param>
    /// <param name="stride">From one row to the next.</param>
    internal static void Uniform<TLanes, TVector>(PlaneSize size, Span<uint> words, float reach, Span<float> plane, int stride)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint bits = ref MemoryMarshal.GetReference(words[..(size.NoiseWords + PlaneSize.Step)]);
        ref float numbers = ref MemoryMarshal.GetReference(plane[..(((size.Height - 1) * stride) + size.Stride)]);
        TVector step = TLanes.Spread(reach * (2f / 255)), start = TLanes.Spread(-reach);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x += TLanes.Count)
            {
                TVector whole = TLanes.LoadByteOf(ref bits, (y / 4 * size.Width) + x, 8 * (y % 4));
                TLanes.Store(TLanes.FusedMultiplyAdd(whole, step, start), ref numbers, (y * stride) + x);
            }
        }
    }

    /// <summary>Adds bell-shaped noise to each pixel, cut at 0 and 255: the four bytes of its word, added and scaled to a deviation.</summary>
    /// <remarks>The sum of four uniform numbers (Irwin and Hall 1927) is near to normal: never beyond 3.46 deviations, kurtosis 2.7 for 3.</remarks>
    /// <param name="size">Of the picture.</param>
    /// <param name="words">A random word for each pixel, and <see cref="PlaneSize.Step"/> more that may hold anything.</param>
    /// <param name="deviation">Where 1 is 255.</param>
    /// <param name="pixels">Changed: Height · Width bytes. <see cref="PlaneSize.Step"/> bytes behind them may be written too.</param>
    /// <param name="scratch">Height · Width numbers and <see cref="PlaneSize.Step"/> more.</param>
    internal static void AddNormal<TLanes, TVector>(PlaneSize size, Span<uint> words, float deviation, Span<byte> pixels, Span<float> scratch)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int count = size.Height * size.Width;
        for (int p = 0; p < count; p++)
        {
            scratch[p] = pixels[p];
        }

        ref uint bits = ref MemoryMarshal.GetReference(words[..(count + PlaneSize.Step)]);
        ref float numbers = ref MemoryMarshal.GetReference(scratch[..(count + PlaneSize.Step)]);
        ref byte bytes = ref MemoryMarshal.GetReference(pixels[..(count + PlaneSize.Step)]);
        TVector middle = TLanes.Spread(-510), half = TLanes.Spread(0.5f), most = TLanes.Spread(255);
        TVector scale = TLanes.Spread(deviation * 255 / ByteSumDeviation);
        for (int p = 0; p < count; p += TLanes.Count)
        {
            TVector sum = TLanes.Add(TLanes.LoadByteOf(ref bits, p, 0), TLanes.LoadByteOf(ref bits, p, 8));
            sum = TLanes.Add(sum, TLanes.Add(TLanes.LoadByteOf(ref bits, p, 16), TLanes.LoadByteOf(ref bits, p, 24)));
            TVector pixel = TLanes.FusedMultiplyAdd(TLanes.Add(sum, middle), scale, TLanes.Load(ref numbers, p));
            pixel = TLanes.Select(TLanes.GreaterThan(pixel, TLanes.Zero), pixel, TLanes.Zero);
            pixel = TLanes.Select(TLanes.GreaterThan(pixel, most), most, pixel);
            TLanes.StoreBytes(TLanes.Add(pixel, half), ref bytes, p);
        }
    }
}

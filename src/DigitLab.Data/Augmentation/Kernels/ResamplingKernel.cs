using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Reads a picture between its pixels: one inverse map and one bilinear mean for each pixel of the new picture; outside is 0.</summary>
/// <remarks>
/// In three passes: vectors compute the places, a scalar loop fetches the four pixels around each into one word, vectors weight them.
/// Lanes are pixels. Twin: <see cref="ResamplingReference"/>. Source: Jaderberg et al. 2015, eqs. 5 to 7, arXiv:1506.02025.
/// </remarks>
internal static class ResamplingKernel
{
    /// <param name="bordered">The picture with its border of zeros, <see cref="PlaneSize.BorderedCount"/> bytes.</param>
    /// <param name="map">Where pixels come from.</param>
    /// <param name="displacements">Added to that: rows of columns' displacements, each followed by the row of rows' displacements; or empty.</param>
    /// <param name="places">Scratch, and the size of the pictures.</param>
    /// <param name="output">Overwritten: Height · Width bytes. <see cref="PlaneSize.Step"/> bytes behind them may be written too.</param>
    internal static void Run<TLanes, TVector>(
        ReadOnlySpan<byte> bordered, in AffineMap map, ReadOnlySpan<float> displacements, ResamplingPlaces places, Span<byte> output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // The only checks: inside, all places follow from these.
        PlaneSize size = places.Size;
        bordered = bordered[..size.BorderedCount];
        displacements = displacements.IsEmpty ? displacements : displacements[..(2 * size.Count)];
        output = output[..((size.Height * size.Width) + PlaneSize.Step)];
        Locate<TLanes, TVector>(map, displacements, places);
        Fetch(bordered, places);
        Blend<TLanes, TVector>(places, output);
    }

    private static void Locate<TLanes, TVector>(in AffineMap map, ReadOnlySpan<float> displacements, ResamplingPlaces places)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        PlaneSize size = places.Size;
        int stride = size.Stride;
        bool isDisplaced = !displacements.IsEmpty;
        ref float moved = ref MemoryMarshal.GetReference(displacements), columns = ref First(places.Columns);
        ref float right = ref First(places.Right), down = ref First(places.Down);
        ref int index = ref First(places.Index);
        TVector xx = TLanes.Spread(map.XX), yx = TLanes.Spread(map.YX), rowLength = TLanes.Spread(size.BorderedStride);
        TVector lastX = TLanes.Spread(size.Width + 1), lastY = TLanes.Spread(size.Height + 1);
        for (int y = 0; y < size.Height; y++)
        {
            // In the bordered picture, which has a row and a column before the first: hence + 1.
            TVector fromX = TLanes.Spread(MathF.FusedMultiplyAdd(map.XY, y, map.X0 + 1));
            TVector fromY = TLanes.Spread(MathF.FusedMultiplyAdd(map.YY, y, map.Y0 + 1));
            for (int x = 0, p = y * stride; x < stride; x += TLanes.Count, p += TLanes.Count)
            {
                TVector column = TLanes.Load(ref columns, x);
                TVector sourceX = TLanes.FusedMultiplyAdd(xx, column, fromX), sourceY = TLanes.FusedMultiplyAdd(yx, column, fromY);
                if (isDisplaced)
                {
                    sourceX = TLanes.Add(sourceX, TLanes.Load(ref moved, p + (y * stride)));
                    sourceY = TLanes.Add(sourceY, TLanes.Load(ref moved, p + ((y + 1) * stride)));
                }

                sourceX = Between<TLanes, TVector>(sourceX, lastX);
                sourceY = Between<TLanes, TVector>(sourceY, lastY);
                TVector wholeX = LaneMath.Floor<TLanes, TVector>(sourceX), wholeY = LaneMath.Floor<TLanes, TVector>(sourceY);
                TLanes.Store(TLanes.Subtract(sourceX, wholeX), ref right, p);
                TLanes.Store(TLanes.Subtract(sourceY, wholeY), ref down, p);
                TLanes.StoreWhole(TLanes.FusedMultiplyAdd(wholeY, rowLength, wholeX), ref index, p);
            }
        }
    }

    private static void Fetch(ReadOnlySpan<byte> bordered, ResamplingPlaces places)
    {
        PlaneSize size = places.Size;
        int below = size.BorderedStride;
        ref byte pixels = ref MemoryMarshal.GetReference(bordered);
        for (int y = 0; y < size.Height; y++)
        {
            ref int index = ref places.Index[y * size.Stride];
            ref uint corners = ref places.Corners[y * size.Stride];
            for (int x = 0; x < size.Width; x++)
            {
                ref byte upper = ref Unsafe.Add(ref pixels, Unsafe.Add(ref index, x));
                Unsafe.Add(ref corners, x) = Pair(ref upper) | (Pair(ref Unsafe.Add(ref upper, below)) << 16);
            }
        }
    }

    private static void Blend<TLanes, TVector>(ResamplingPlaces places, Span<byte> output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        PlaneSize size = places.Size;
        ref float right = ref First(places.Right), down = ref First(places.Down);
        ref uint corners = ref First(places.Corners);
        ref byte bytes = ref MemoryMarshal.GetReference(output);
        TVector half = TLanes.Spread(0.5f);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0, p = y * size.Stride; x < size.Width; x += TLanes.Count, p += TLanes.Count)
            {
                TVector u = TLanes.Load(ref right, p);
                TVector upper = Mean<TLanes, TVector>(TLanes.LoadByteOf(ref corners, p, 0), TLanes.LoadByteOf(ref corners, p, 8), u);
                TVector lower = Mean<TLanes, TVector>(TLanes.LoadByteOf(ref corners, p, 16), TLanes.LoadByteOf(ref corners, p, 24), u);
                TVector pixel = TLanes.Add(Mean<TLanes, TVector>(upper, lower, TLanes.Load(ref down, p)), half);

                // What the last vector writes behind the row, the next row overwrites.
                TLanes.StoreBytes(pixel, ref bytes, (y * size.Width) + x);
            }
        }
    }

    // a + t (b − a)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mean<TLanes, TVector>(TVector a, TVector b, TVector t)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.FusedMultiplyAdd(t, TLanes.Subtract(b, a), a);

    // From 0 to the last place; a place that is no number counts as 0, so that nothing outside the memory is read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Between<TLanes, TVector>(TVector place, TVector last)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        place = TLanes.Select(TLanes.GreaterThan(place, TLanes.Zero), place, TLanes.Zero);
        return TLanes.Select(TLanes.GreaterThan(place, last), last, place);
    }

    // Two bytes, the first one lowest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(ref byte first)
    {
        ushort pair = Unsafe.ReadUnaligned<ushort>(ref first);
        return BitConverter.IsLittleEndian ? pair : BinaryPrimitives.ReverseEndianness(pair);
    }

    private static ref T First<T>(T[] array) => ref MemoryMarshal.GetArrayDataReference(array);
}

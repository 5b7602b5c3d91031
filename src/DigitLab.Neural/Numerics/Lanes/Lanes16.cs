using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitLab.Neural;

/// <summary>16 floats at a time.</summary>
internal readonly struct Lanes16 : ILanes<Vector512<float>>
{
    public static int Count => 16;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float start, nint offset) => Vector512.LoadUnsafe(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float start, nint offset) => value.StoreUnsafe(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(Vector512<float> value, ref float start, nint offset, int count)
    {
        if (count >= 8)
        {
            Lanes8.Store(value.GetLower(), ref start, offset);
            Lanes8.StorePart(value.GetUpper(), ref start, offset + 8, count - 8);
        }
        else
        {
            Lanes8.StorePart(value.GetLower(), ref start, offset, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadByteOf(ref uint words, nint offset, int shift) =>
        Vector512.ConvertToSingle(((Vector512.LoadUnsafe(ref Unsafe.Add(ref words, offset)) >>> shift) & Vector512.Create(255u)).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWhole(Vector512<float> value, ref int start, nint offset) =>
        Vector512.ConvertToInt32Native(value).StoreUnsafe(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector512<float> value, ref byte start, nint offset)
    {
        Vector512<uint> words = Vector512.ConvertToInt32Native(value).AsUInt32();
        Vector256<ushort> shorts = Vector256.Narrow(words.GetLower(), words.GetUpper());
        Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).StoreUnsafe(ref Unsafe.Add(ref start, offset));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SquareRoot(Vector512<float> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FusedMultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PowerOfTwo(Vector512<float> whole) =>
        Vector512.ShiftLeft(Vector512.ConvertToInt32(whole) + Vector512.Create(127), 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GreaterThan(Vector512<float> a, Vector512<float> b) => Vector512.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LessThanOrEqual(Vector512<float> a, Vector512<float> b) => Vector512.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Equal(Vector512<float> a, Vector512<float> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NotEqual(Vector512<float> a, Vector512<float> b) => ~Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Or(Vector512<float> a, Vector512<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, Vector512<float> ifSet, Vector512<float> otherwise) =>
        Vector512.ConditionalSelect(mask, ifSet, otherwise);
}

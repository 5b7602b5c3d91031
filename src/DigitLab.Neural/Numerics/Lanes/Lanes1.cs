using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>One float at a time, for machines without vectors; a mask is a float of all ones or all zeros.</summary>
internal readonly struct Lanes1 : ILanes<float>
{
    public static int Count => 1;

    public static float Zero => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref float start, nint offset) => Unsafe.Add(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float value, ref float start, nint offset) => Unsafe.Add(ref start, offset) = value;

    // Fewer than one lane is none.
    public static void StorePart(float value, ref float start, nint offset, int count)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadByteOf(ref uint words, nint offset, int shift) => (Unsafe.Add(ref words, offset) >> shift) & 255;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWhole(float value, ref int start, nint offset) => Unsafe.Add(ref start, offset) = (int)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(float value, ref byte start, nint offset) => Unsafe.Add(ref start, offset) = (byte)value;

    public static float Spread(float value) => value;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    public static float SquareRoot(float a) => MathF.Sqrt(a);

    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float PowerOfTwo(float whole) => BitConverter.Int32BitsToSingle(((int)whole + 127) << 23);

    public static float GreaterThan(float a, float b) => Mask(a > b);

    public static float LessThanOrEqual(float a, float b) => Mask(a <= b);

    public static float Equal(float a, float b) => Mask(a == b);

    public static float NotEqual(float a, float b) => Mask(a != b);

    public static float Or(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) | BitConverter.SingleToInt32Bits(b));

    public static float Select(float mask, float ifSet, float otherwise) => BitConverter.SingleToInt32Bits(mask) != 0 ? ifSet : otherwise;

    private static float Mask(bool set) => BitConverter.Int32BitsToSingle(set ? -1 : 0);
}

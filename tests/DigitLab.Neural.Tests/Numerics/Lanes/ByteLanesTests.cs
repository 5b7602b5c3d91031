using System.Runtime.Intrinsics;

namespace DigitLab.Neural.Tests.Numerics.Lanes;

/// <summary>The operations that lead from bytes to floats and back.</summary>
public sealed class ByteLanesTests
{
    [Fact]
    public void Every_width_takes_the_byte_that_the_shift_names()
    {
        Load<Lanes16, Vector512<float>>();
        Load<Lanes8, Vector256<float>>();
        Load<Lanes4, Vector128<float>>();
        Load<Lanes1, float>();
    }

    [Fact]
    public void Every_width_cuts_off_behind_the_point_and_writes_its_own_lanes_only()
    {
        Store<Lanes16, Vector512<float>>();
        Store<Lanes8, Vector256<float>>();
        Store<Lanes4, Vector128<float>>();
        Store<Lanes1, float>();
    }

    private static void Load<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        uint[] words = new uint[TLanes.Count + 3];
        new RandomKey(1, RandomPurpose.Test).Open().Fill(words);
        float[] actual = new float[TLanes.Count];
        foreach (int shift in (int[])[0, 8, 16, 24])
        {
            TLanes.Store(TLanes.LoadByteOf(ref words[0], 3, shift), ref actual[0], 0);
            Assert.Equal(words.Skip(3).Select(word => (float)((word >> shift) & 255)), actual);
        }
    }

    private static void Store<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float[] numbers = [.. Enumerable.Range(0, TLanes.Count).Select(i => 255.99f - (i * 16.3f))];
        byte[] bytes = [7, 7, .. new byte[TLanes.Count], 7];
        int[] whole = [7, 7, .. new int[TLanes.Count], 7];
        TLanes.StoreBytes(TLanes.Load(ref numbers[0], 0), ref bytes[0], 2);
        TLanes.StoreWhole(TLanes.Load(ref numbers[0], 0), ref whole[0], 2);
        Assert.Equal([7, 7, .. numbers.Select(number => (byte)number), 7], bytes);
        Assert.Equal([7, 7, .. numbers.Select(number => (int)number), 7], whole);
    }
}

namespace DigitLab.Neural;

/// <summary>Tables of offsets for <see cref="PatchProduct"/>.</summary>
internal static class Offsets
{
    /// <summary>0, <paramref name="of"/>, 2 · <paramref name="of"/>, …</summary>
    internal static int[] Multiples(int count, int of)
    {
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++)
        {
            offsets[i] = i * of;
        }

        return offsets;
    }
}

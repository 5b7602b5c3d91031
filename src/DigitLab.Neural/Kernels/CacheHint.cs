using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DigitLab.Neural;

/// <summary>Tells the processor what will be read soon. It changes no number, and does nothing where there is no such instruction.</summary>
internal static class CacheHint
{
    /// <summary>Numbers of a cache line.</summary>
    internal const int LineLength = 16;

    /// <summary>Asks for a cache line to be brought into the second-level cache.</summary>
    /// <param name="from">Where offset 0 is.</param>
    /// <param name="offset">The line's number from there on; it may lie outside of all memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Fetch(ref float from, nint offset)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1((float*)Unsafe.AsPointer(ref from) + offset);   // no reference is made that points outside
        }
    }
}

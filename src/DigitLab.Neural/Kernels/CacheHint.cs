using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DigitLab.Neural;

/// <summary>Tells the processor what will be read soon. It changes no number, and does nothing where there is no such instruction.</summary>
internal static class CacheHint
{
    /// <summary>Numbers of a cache line.</summary>
    internal const int LineLength = 16;

    /// <summary>Asks for the cache line of a number to be brought into the second-level cache; an address outside of all memory is allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Fetch(ref readonly float number)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.AsRef(in number)));
        }
    }
}

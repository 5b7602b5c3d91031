using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DigitLab.Neural;

/// <summary>How many floats a kernel handles in one instruction on this machine: chosen once, at start, and without effect on any bit.</summary>
public static class VectorWidth
{
    private static int _lanes = Widest();

    /// <summary>16 (AVX-512), 8 (AVX2), 4 (NEON, SSE) or 1 (no vectors).</summary>
    public static int Lanes => _lanes;

    /// <summary>The instruction set behind <see cref="Lanes"/>, for a report: <c>AVX-512</c>, <c>AVX2</c>, <c>NEON</c>, <c>SSE</c>, <c>scalar</c>.</summary>
    public static string Name => _lanes switch
    {
        16 => "AVX-512",
        8 => "AVX2",
        4 => AdvSimd.IsSupported ? "NEON" : "SSE",
        _ => "scalar",
    };

    /// <summary>Takes at most 8 lanes from now on: for a process that answers once and ends.</summary>
    /// <remarks>
    /// A program that is compiled ahead seldom holds code for 16 (a processor without AVX-512 could then use none of its code), and compiling that
    /// at the start lasts longer than one answer. No bit changes. Call it before anything else of the engine.
    /// </remarks>
    public static void PreferCompiledAhead() => _lanes = Math.Min(_lanes, 8);

    /// <summary>Takes another width from now on. Every width runs on every machine, though slowly where the instructions are missing.</summary>
    internal static void Use(int lanes) => _lanes = lanes is 16 or 8 or 4 or 1
        ? lanes
        : throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "A vector has 16, 8, 4 or 1 lanes.");

    private static int Widest() =>
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? 16
        : Avx2.IsSupported && Fma.IsSupported ? 8
        : Vector128.IsHardwareAccelerated ? 4
        : 1;
}

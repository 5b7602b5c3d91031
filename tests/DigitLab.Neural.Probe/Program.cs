using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using DigitLab.Neural;
using DigitLab.Neural.Probe;

// What this process may use of its processor, and the bits to which a small network trains with that. The tests start it under
// settings that take instruction sets away: those are read once, when the runtime starts, so each needs a process of its own.
Console.WriteLine($"lanes {VectorWidth.Lanes}");
Console.WriteLine($"avx512 {Avx512F.IsSupported}");
Console.WriteLine($"avx2 {Avx2.IsSupported}");
Console.WriteLine($"fma {Fma.IsSupported}");
Console.WriteLine($"vectors {Vector128.IsHardwareAccelerated}");

Network network = ProbeTraining.Run();
using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
foreach (NamedParameter named in network.Parameters)
{
    hash.AppendData(MemoryMarshal.AsBytes(named.Parameter.Value.Span));
}

Console.WriteLine($"weights {Convert.ToHexStringLower(hash.GetHashAndReset())}");

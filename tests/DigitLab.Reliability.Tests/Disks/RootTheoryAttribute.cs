using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Disks;

/// <summary>A test with several cases that mounts a small disk, skipped where the user may not.</summary>
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = new RootFactAttribute().Skip;
}

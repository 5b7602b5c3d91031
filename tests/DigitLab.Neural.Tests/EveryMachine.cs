namespace DigitLab.Neural.Tests;

/// <summary>The machines that must agree: every vector width with every number of threads.</summary>
/// <remarks>A width is a setting of the whole process, so tests that choose one stand in the collection <see cref="OneWidthAtATime"/>.</remarks>
internal static class EveryMachine
{
    public static readonly int[] Widths = [16, 8, 4, 1];
    public static readonly Workers[] Crews = [new(1), new(2), new(4), new(7)];

    /// <summary>Does something on each of them, and hands over a name for the message.</summary>
    public static void Run(Action<Workers, string> action)
    {
        int own = VectorWidth.Lanes;
        try
        {
            foreach (int lanes in Widths)
            {
                VectorWidth.Use(lanes);
                foreach (Workers workers in Crews)
                {
                    action(workers, $"{lanes} lanes, {workers.Threads} threads");
                }
            }
        }
        finally
        {
            VectorWidth.Use(own);
        }
    }
}

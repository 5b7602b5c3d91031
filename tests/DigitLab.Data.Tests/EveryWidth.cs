using DigitLab.Neural;

namespace DigitLab.Data.Tests;

/// <summary>Every vector width, one after the other. A width is a setting of the whole process, so such tests stand in <see cref="AloneTests"/>.</summary>
internal static class EveryWidth
{
    internal static void Run(Action<string> action)
    {
        int own = VectorWidth.Lanes;
        try
        {
            foreach (int lanes in (int[])[16, 8, 4, 1])
            {
                VectorWidth.Use(lanes);
                action($"{lanes} lanes");
            }
        }
        finally
        {
            VectorWidth.Use(own);
        }
    }
}

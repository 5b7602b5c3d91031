using System.Globalization;
using System.Text;

namespace DigitLab.Cli.Output;

/// <summary>A point of a learning curve.</summary>
/// <param name="Epoch">The epoch behind which it was measured, from 1.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share that was read right, 0 to 1.</param>
internal sealed record CurvePoint(int Epoch, double Loss, double Accuracy)
{
    /// <summary>A heading, then a line for each point, in the invariant culture.</summary>
    internal static string ToCsv(IEnumerable<CurvePoint> curve)
    {
        var csv = new StringBuilder("epoch,loss,accuracy\n");
        foreach (CurvePoint point in curve)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{point.Epoch},{point.Loss},{point.Accuracy}\n");
        }

        return csv.ToString();
    }
}

using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Reads one row: tries which neighbouring parts make up a digit together, and takes the way through the row that the networks believe most.</summary>
/// <remarks>
/// A group of parts costs −log(probability that it is one digit · probability of that digit), and the cheapest division of the row into
/// groups is found by dynamic programming (the shortest path from its left end to its right end). So a cut through a 0 loses against the
/// whole, and two digits that touch lose against the cut between them.
/// Source: LeCun, Bottou, Bengio, Haffner 1998, §VI (heuristic over-segmentation).
/// </remarks>
internal sealed class RowReader(InkMap ink, double height, Func<NormalizedDigit, Prediction> read)
{
    private const int MostParts = 6;             // of one digit
    private const double WidestSign = 1.5;       // heights
    private const double HighestSign = 1.9;      // heights
    private const double WidestGap = 0.2;        // heights of bare paper between two parts of one digit
    private const double CostOfGap = 1.5;        // for parts that do not even overlap from left to right
    private const double LeastProbability = 1e-6;
    private const double SureCost = 0.05;        // −log of 95%, which is as sure as the judge ever is: a whole patch that costs no more is not cut
    private const double SmallestSign = 0.4;     // of the row's height: what is lower is a dot or a comma

    private readonly Dictionary<SignPart, Group> _wholes = [];   // what was said of undivided patches

    /// <summary>The digits from the left.</summary>
    /// <param name="signs">The row's parts that are high enough to be digits, from the left.</param>
    /// <param name="fragments">Lower parts that may belong to them.</param>
    internal List<ReadDigit> Read(List<SignPart> signs, List<SignPart> fragments)
    {
        List<SignPart> parts = [.. signs.SelectMany(Divide), .. fragments];
        parts.Sort((a, b) => a.CenterX != b.CenterX ? a.CenterX.CompareTo(b.CenterX) : a.CenterY.CompareTo(b.CenterY));

        // The cheapest way to each place between parts, and the group with which it arrives there.
        double[] cost = new double[parts.Count + 1];
        var arrival = new (int From, Group? Group)[parts.Count + 1];
        Array.Fill(cost, double.PositiveInfinity, 1, parts.Count);
        for (int from = 0; from < parts.Count; from++)
        {
            for (int count = 1; count <= MostParts && from + count <= parts.Count; count++)
            {
                List<SignPart> members = parts.GetRange(from, count);
                if (count > 1 && !CanBelongTogether(members))
                {
                    break;
                }

                Group group = count == 1 && _wholes.TryGetValue(members[0], out Group? whole) ? whole : Judge(members);
                if (cost[from] + group.Cost < cost[from + count])
                {
                    (cost[from + count], arrival[from + count]) = (cost[from] + group.Cost, (from, group));
                }
            }
        }

        var digits = new List<ReadDigit>();
        for (int at = parts.Count; at > 0; at = arrival[at].From)
        {
            if (arrival[at].Group is { Prediction: { IsDigit: true } prediction } group && group.Box.Height >= SmallestSign * height)
            {
                digits.Add(new ReadDigit(prediction, group.Box));
            }
        }

        digits.Reverse();
        return digits;
    }

    private List<SignPart> Divide(SignPart sign)
    {
        List<SignPart> slices = SignCuts.Of(sign, ink, height);
        return slices.Count > 1 && (_wholes[sign] = Judge([sign])).Cost <= SureCost ? [sign] : slices;
    }

    private bool CanBelongTogether(List<SignPart> members)
    {
        PixelBox box = BoxOf(members);
        if (box.Width > WidestSign * height || box.Height > HighestSign * height)
        {
            return false;
        }

        int right = members[0].Box.Right;
        foreach (SignPart member in members.Skip(1))
        {
            if (member.Box.X - right > WidestGap * height)
            {
                return false;
            }

            right = Math.Max(right, member.Box.Right);
        }

        return true;
    }

    private Group Judge(List<SignPart> members)
    {
        PixelBox box = BoxOf(members);
        double gaps = 0;
        int right = members[0].Box.Right;
        foreach (SignPart member in members.Skip(1))
        {
            gaps += member.IsLoose && member.Box.X >= right ? CostOfGap : 0;
            right = Math.Max(right, member.Box.Right);
        }

        Prediction? prediction = DigitNormalizer.TryNormalize(CutOut(members, box), box) is { } digit ? read(digit) : null;
        double probability = prediction is null ? 0 : prediction.DigitProbability * prediction.Confidence;
        return new Group(box, prediction, gaps - Math.Log(Math.Max(probability, LeastProbability)));
    }

    private InkMap CutOut(List<SignPart> members, PixelBox box)
    {
        float[] levels = new float[box.Width * box.Height];
        foreach (SignPart member in members)
        {
            foreach (int pixel in member.Pixels)
            {
                (int y, int x) = Math.DivRem(pixel, ink.Width);
                levels[((y - box.Y) * box.Width) + x - box.X] = ink.Levels[pixel];
            }
        }

        return new InkMap(box.Width, box.Height, levels, ink.Noise, ink.Polarity);
    }

    private static PixelBox BoxOf(List<SignPart> members) => members.Select(member => member.Box).Aggregate(PixelBox.Union);

    private sealed record Group(PixelBox Box, Prediction? Prediction, double Cost);
}

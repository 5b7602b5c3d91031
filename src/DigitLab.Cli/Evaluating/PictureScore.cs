namespace DigitLab.Cli.Evaluating;

/// <summary>How many of some pictures, or rows, were read right.</summary>
/// <param name="Name">Which.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Right">How many were read right.</param>
internal sealed record PictureScore(string Name, int Count, int Right)
{
    /// <summary>The part that was, from 0 to 1.</summary>
    public double Accuracy => Count == 0 ? 0 : (double)Right / Count;

    /// <summary>The scores of an evaluation: all single digits, all rows, then single digits kind by kind and digit by digit.</summary>
    internal static List<PictureScore> Of(IReadOnlyList<ReadPicture> pictures)
    {
        ReadPicture[] singles = [.. pictures.Where(each => each.Picture.IsSingle)], pages = [.. pictures.Where(each => !each.Picture.IsSingle)];
        List<PictureScore> scores = [];
        if (singles.Length > 0)
        {
            scores.Add(Singles("single digits", singles));
            scores.AddRange(singles.GroupBy(each => each.Picture.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Singles(group.Key, group)));
            scores.AddRange(singles.GroupBy(each => each.Picture.Label).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Singles($"digit {group.Key}", group)));
        }

        if (pages.Length > 0)
        {
            scores.Add(new PictureScore("whole rows", pages.Sum(each => each.Picture.Rows.Length), pages.Sum(each => each.RightRows)));
            scores.Add(new PictureScore("whole pages", pages.Length, pages.Count(each => each.IsRight)));
        }

        return scores;
    }

    private static PictureScore Singles(string name, IEnumerable<ReadPicture> pictures) => new(name, pictures.Count(), pictures.Count(each => each.IsRight));
}

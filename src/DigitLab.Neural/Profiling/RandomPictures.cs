namespace DigitLab.Neural;

/// <summary>Pictures of noise, where only the time matters that a network takes for them.</summary>
internal static class RandomPictures
{
    /// <summary>Numbers from 0 to 1, always the same ones.</summary>
    internal static void Fill(Span<float> pictures)
    {
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        foreach (ref float value in pictures)
        {
            value = random.NextSingle();
        }
    }
}

using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class RobustnessCardTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Create(20, seed: 3);

    [Fact]
    public void Each_disturbance_leaves_the_digits_alone_at_one_strength_and_changes_them_at_the_others()
    {
        foreach (Disturbance disturbance in Disturbance.All)
        {
            double[] harmless = [.. disturbance.Strengths.Where(strength => Pixels(RobustnessCard.Disturbed(Digits, disturbance, strength)).SequenceEqual(Pixels(Digits)))];
            Assert.Equal([disturbance.Name == "scale" ? 1.0 : 0.0], harmless);
        }
    }

    [Fact]
    public void Inversion_makes_ink_of_the_background()
    {
        Disturbance inversion = Disturbance.All.Single(each => each.Name == "inversion");

        Assert.Equal(Pixels(Digits).Select(pixel => (byte)(255 - pixel)), Pixels(RobustnessCard.Disturbed(Digits, inversion, 1)));
    }

    [Fact]
    public void The_card_has_a_point_for_each_strength_and_the_undisturbed_ones_agree()
    {
        Network network = ModelZoo.Find("softmax").Build();
        network.Initialize(1);

        IReadOnlyList<RobustnessPoint> card = RobustnessCard.Of(network, Digits, Workers.Shared);

        Assert.Equal(Disturbance.All.Sum(disturbance => disturbance.Strengths.Count), card.Count);
        Assert.All(card, point => Assert.Equal(20, point.Count));
        int errors = new Evaluator(network, Workers.Shared).Evaluate(Digits).Errors.Count;
        Assert.All(card.Where(point => point.Strength == (point.Disturbance == "scale" ? 1 : 0)), point => Assert.Equal(errors, point.Errors));
    }

    private static byte[] Pixels(DigitDataset digits) => [.. Enumerable.Range(0, digits.Count).SelectMany(i => digits.Image(i).ToArray())];
}

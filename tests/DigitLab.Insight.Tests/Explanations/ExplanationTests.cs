using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Insight.Tests.Explanations;

/// <summary>The maps of a digit, on networks small enough to be computed from the definitions.</summary>
public class ExplanationTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Create(40, seed: 3);

    [Fact]
    public void A_class_activation_map_is_its_definition_and_its_mean_is_the_score_without_the_bias()
    {
        Network network = TestNetworks.Gap();
        NetworkTrace trace = Traced(network, Digits.Image(0));
        Tensor features = trace.OutputOf(network.Body.Children[5]);
        var dense = (Dense)network.Body.Children[^1];
        for (int digit = 0; digit < 10; digit++)
        {
            PixelMap map = ClassActivationMap.Of(trace, network, digit);
            double mean = 0;
            for (int y = 0; y < map.Height; y++)
            {
                for (int x = 0; x < map.Width; x++)
                {
                    double sum = 0;
                    for (int k = 0; k < 12; k++)
                    {
                        sum += (double)dense.Weights.Value.Span[(k * 10) + digit] * features.Span[(((y * map.Width) + x) * 12) + k];
                    }

                    Assert.Equal(sum, map[x, y], 1e-5);
                    mean += sum / (map.Width * map.Height);
                }
            }

            Assert.Equal(trace.Output.Span[digit] - dense.Bias!.Value.Span[digit], mean, 1e-4);
        }
    }

    [Fact]
    public void Grad_cam_is_the_class_activation_map_divided_by_the_number_of_places() => GradCamIsTheClassActivationMap(TestNetworks.Gap());

    [Fact]
    public void So_it_is_on_the_network_of_the_zoo_that_is_made_for_it()
    {
        Network network = ModelZoo.Find("lenet5-gap").Build();
        network.Initialize(seed: 5);
        GradCamIsTheClassActivationMap(network);
    }

    private static void GradCamIsTheClassActivationMap(Network network)
    {
        NetworkTrace trace = Traced(network, Digits.Image(1));
        PixelMap cam = ClassActivationMap.Of(trace, network, 4), gradCam = GradCam.Of(trace, GradCam.UsualLayer(trace)!, 4);
        Assert.Equal((cam.Width, cam.Height), (gradCam.Width, gradCam.Height));
        Assert.True(cam.Values.Max(Math.Abs) > 0);
        for (int i = 0; i < cam.Values.Count; i++)
        {
            Assert.Equal(cam.Values[i] / cam.Values.Count, gradCam.Values[i], 1e-6);
        }
    }

    // The last maps that still tell places apart; cnn9975 and m7 end in smaller ones, and lenet5-gap averages its last, which are its class activation maps.
    [Theory]
    [InlineData("lenet5", 5)]
    [InlineData("lenet53", 5)]
    [InlineData("cnn9975", 8)]
    [InlineData("m3", 8)]
    [InlineData("m7", 10)]
    [InlineData("lenet5-gap", 3)]
    public void Grad_cam_looks_at_the_last_maps_of_five_places_a_side_or_at_those_that_are_averaged(string name, int side)
    {
        Network network = ModelZoo.Find(name).Build();
        network.Initialize(seed: 1);
        DigitExplanation explanation = DigitExplanation.Of(network, Gray(1), Workers.Shared);
        Assert.Equal((side, side), (explanation.GradCam?.Width, explanation.GradCam?.Height));
    }

    [Theory]
    [InlineData("lenet")]
    [InlineData("gap")]
    [InlineData("transformer")]
    public void Integrated_gradients_sum_to_the_difference_of_scores_within_one_percent(string kind)
    {
        Network network = TestNetworks.Of(kind);
        for (int i = 0; i < 5; i++)
        {
            DigitExplanation explanation = DigitExplanation.Of(network, Gray(i), Workers.Shared);
            IntegratedGradients shares = explanation.Integrated;
            Assert.True(Math.Abs(shares.Sum - shares.Difference) <= 0.01 * Math.Abs(shares.Difference), $"digit {i}: {shares.Sum} of {shares.Difference}");
        }
    }

    [Fact]
    public void An_occluded_square_costs_what_the_network_says_without_it()
    {
        Network network = TestNetworks.Of("lenet");
        float[] input = new float[784], empty = new float[784];
        network.Normalization.Apply(Digits.Image(2), input);
        network.Normalization.Apply(new byte[784], empty);
        PixelMap map = OcclusionMap.Of(network, input, empty, 2, Workers.Shared, side: 3);
        byte[] whole = Digits.Image(2).ToArray(), wiped = [.. whole];
        for (int y = 13; y <= 15; y++)
        {
            wiped.AsSpan((y * 28) + 9, 3).Clear();
        }

        Assert.Equal(ProbabilityOf(network, whole, 2) - ProbabilityOf(network, wiped, 2), map[10, 14], 1e-5);
        Assert.Throws<ArgumentOutOfRangeException>(() => OcclusionMap.Of(network, input, empty, 2, Workers.Shared, side: 4));
    }

    [Fact]
    public void A_coarse_occlusion_map_agrees_with_the_fine_one_where_it_looked_and_lies_between_elsewhere()
    {
        Network network = TestNetworks.Of("lenet");
        float[] input = new float[784], empty = new float[784];
        network.Normalization.Apply(Digits.Image(2), input);
        network.Normalization.Apply(new byte[784], empty);
        PixelMap fine = OcclusionMap.Of(network, input, empty, 2, Workers.Shared), coarse = OcclusionMap.Of(network, input, empty, 2, Workers.Shared, stride: 2);
        for (int y = 0; y < 28; y += 2)
        {
            for (int x = 0; x < 28; x += 2)
            {
                Assert.Equal(fine[x, y], coarse[x, y]);
                Assert.Equal((coarse[x, y] + coarse[Math.Min(x + 2, 26), y]) / 2, coarse[x + 1, y], 1e-6);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => OcclusionMap.Of(network, input, empty, 2, Workers.Shared, stride: 0));
    }

    [Fact]
    public void A_quick_explanation_takes_no_more_steps_than_it_says()
    {
        Network network = TestNetworks.Of("lenet");
        DigitExplanation full = DigitExplanation.Of(network, Gray(1), Workers.Shared), quick = DigitExplanation.Of(network, Gray(1), Workers.Shared, sampling: ExplanationSampling.Quick);

        DigitExplanation hasty = DigitExplanation.Of(network, Gray(1), Workers.Shared, sampling: new ExplanationSampling(MostSteps: 20));

        Assert.InRange(quick.Integrated.Steps, 15, 64);
        Assert.InRange(hasty.Integrated.Steps, 15, 20);
        Assert.InRange(full.Integrated.Steps, hasty.Integrated.Steps, 1024);
        Assert.Equal(full.Integrated.Difference, quick.Integrated.Difference);
        Assert.True(Math.Abs(quick.Integrated.Sum - quick.Integrated.Difference) <= 0.2 * Math.Abs(quick.Integrated.Difference), $"{quick.Integrated.Sum} of {quick.Integrated.Difference}");
        Assert.Equal(full.Saliency.Values, quick.Saliency.Values);
    }

    [Fact]
    public void A_small_change_makes_the_network_read_the_other_digit_and_half_of_it_does_not()
    {
        Network network = TestNetworks.Of("lenet");
        byte[] pixels = Digits.Image(5).ToArray();
        int read = Read(network, pixels), target = (read + 5) % 10;
        SmallestChange change = SmallestChange.Find(network, pixels, target, Workers.Shared)!;
        Assert.Equal((read, target), (change.From, change.To));
        Assert.All(change.After.Values, ink => Assert.InRange(ink, 0, 1));
        Assert.InRange(change.Length, 1e-6, 28);
        Assert.Equal(target, new InkSearch(network, Workers.Shared).Read([.. change.After.Values]));
        Assert.NotEqual(target, new InkSearch(network, Workers.Shared).Read([.. change.Before.Values.Zip(change.After.Values, (a, b) => (a + b) / 2)]));
        Assert.Null(SmallestChange.Find(network, pixels, read, Workers.Shared));
    }

    [Fact]
    public void The_picture_that_excites_a_class_is_read_as_that_class_more_than_an_empty_one()
    {
        Network network = TestNetworks.Of("lenet");
        ExcitingPicture picture = ExcitingPicture.Of(network, 6, Workers.Shared);
        Assert.All(picture.Ink.Values, ink => Assert.InRange(ink, 0, 1));
        Assert.True(picture.Probability > ProbabilityOf(network, new byte[784], 6));
    }

    [Fact]
    public void The_most_exciting_digits_of_a_filter_are_those_with_the_largest_activation()
    {
        Network network = TestNetworks.Of("lenet");
        Layer layer = network.Body.Children[0];
        ExcitingDigits third = ExcitingDigits.Of(network, layer, Digits, 5, Workers.Shared)[3];
        float[] all = [.. Enumerable.Range(0, Digits.Count).Select(i => StrongestOf(network, layer, i, filter: 3))];
        Assert.Equal(Enumerable.Range(0, Digits.Count).OrderByDescending(i => all[i]).Take(5), third.Digits);
        Assert.Equal(all[third.Digits[0]], third.Strengths[0]);
    }

    [Fact]
    public void The_nearest_digit_to_one_of_the_dataset_is_that_digit()
    {
        NearestDigits nearest = NearestDigits.Of(Digits.Image(7), Digits, 3);
        Assert.Equal(7, nearest.Digits[0]);
        Assert.Equal(0, nearest.Distances[0]);
        double[] all = [.. Enumerable.Range(0, Digits.Count).Select(i => Math.Sqrt(Digits.Image(7).ToArray().Zip(Digits.Image(i).ToArray(), (a, b) => (a - b) * (a - b)).Sum()) / 255).Order()];
        Assert.Equal(all[..3], nearest.Distances);
        Assert.Contains("expected a digit of 28×28", Assert.Throws<ArgumentException>(() => NearestDigits.Of(new byte[5], Digits, 1)).Message);
    }

    [Fact]
    public void A_transformers_places_are_where_its_output_was_read()
    {
        Network network = TestNetworks.Of("transformer");
        TransformedDigit transformed = Assert.Single(TransformedDigit.Of(Traced(network, Digits.Image(3))));
        Assert.Equal(6, transformed.Theta.Count);
        for (int p = 0; p < 784; p++)
        {
            (float x, float y) = transformed.Places[p];
            Assert.Equal(Bilinear(transformed.Before, x, y), transformed.After.Values[p], 1e-3);
        }
    }

    [Fact]
    public void Every_layer_that_computes_shows_its_output()
    {
        DigitExplanation explanation = DigitExplanation.Of(TestNetworks.Of("lenet"), Gray(0), Workers.Shared);
        Assert.Equal(["conv1", "relu1", "pool1", "dense1"], explanation.Activations.Select(activation => activation.Name));
        Assert.Equal(4, explanation.Activations[0].Maps.Count);
        Assert.Equal((10, 1), (explanation.Activations[^1].Maps[0].Width, explanation.Activations[^1].Maps[0].Height));
        Assert.Null(explanation.ClassActivation);
        Assert.NotNull(explanation.GradCam);
    }

    [Fact]
    public void A_picture_of_another_size_and_a_class_that_there_is_not_are_refused()
    {
        Network network = TestNetworks.Of("lenet");
        Assert.Contains("expected a picture [28, 28, 1]", Assert.Throws<ArgumentException>(() => DigitExplanation.Of(network, new GrayImage(20, 20), Workers.Shared)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => DigitExplanation.Of(network, Gray(0), Workers.Shared, explained: 10));
        Assert.Contains("use Grad-CAM", Assert.Throws<ArgumentException>(() => ClassActivationMap.Of(Traced(network, Digits.Image(0)), network, 1)).Message);
    }

    [Fact]
    public void A_map_grows_bilinearly_and_keeps_its_corners()
    {
        PixelMap large = new PixelMap(2, 1, [0, 1]).Resize(4, 2);
        Assert.Equal([0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1], large.Values);
        Assert.Equal([0, 2], new PixelMap(2, 1, [-1, 2]).Rectify().Values);
    }

    private static GrayImage Gray(int digit) => new(28, 28, Digits.Image(digit));

    private static NetworkTrace Traced(Network network, ReadOnlySpan<byte> pixels)
    {
        var trace = new NetworkTrace(network);
        network.Normalization.Apply(pixels, trace.Input.Span);
        trace.Forward();
        return trace;
    }

    private static float StrongestOf(Network network, Layer layer, int digit, int filter)
    {
        Tensor output = Traced(network, Digits.Image(digit)).OutputOf(layer);
        return Enumerable.Range(0, output.Length).Where(i => i % output.Shape[3] == filter).Max(i => output.Span[i]);
    }

    private static int Read(Network network, byte[] pixels) => Array.IndexOf(Probabilities(network, pixels), Probabilities(network, pixels).Max());

    private static float ProbabilityOf(Network network, byte[] pixels, int digit) => Probabilities(network, pixels)[digit];

    private static float[] Probabilities(Network network, byte[] pixels)
    {
        NetworkPlan plan = network.ForInference(1);
        network.Normalization.Apply(pixels, plan.Input.Span);
        plan.Forward();
        float[] probabilities = new float[10];
        Softmax.Apply(plan.Output.Span, probabilities);
        return probabilities;
    }

    private static float Bilinear(PixelMap map, float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float sum = 0;
        for (int j = top; j <= top + 1; j++)
        {
            for (int i = left; i <= left + 1; i++)
            {
                sum += i >= 0 && i < map.Width && j >= 0 && j < map.Height ? map[i, j] * (1 - Math.Abs(x - i)) * (1 - Math.Abs(y - j)) : 0;
            }
        }

        return sum;
    }
}

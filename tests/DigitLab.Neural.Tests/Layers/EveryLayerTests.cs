using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Layers;

/// <summary>What holds for every kind of layer, whatever it computes.</summary>
[Collection(OneWidthAtATime.Name)]
public class EveryLayerTests
{
    public static TheoryData<string> Kinds => [.. LayerCases.OfEachKind.Keys.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Random_shapes_give_the_same_bits_on_every_machine(string kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(
            Arb.From(LayerCases.OfEachKind.Single(each => each.Key.Name == kind).Value),
            layerCase => layerCase.AssertSameBitsOnEveryMachine()));

    [Fact]
    public void Every_kind_of_layer_is_among_them() => Assert.Empty(typeof(Layer).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(Layer)))
        .Except(LayerCases.OfEachKind.Keys));
}

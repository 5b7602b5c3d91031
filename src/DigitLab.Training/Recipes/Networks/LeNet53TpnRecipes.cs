namespace DigitLab.Training;

/// <summary><c>lenet53-tpn</c>: 99.71% as published, our aim is 99.74%.</summary>
internal static class LeNet53TpnRecipes
{
    internal static NetworkRecipes Recipes { get; } = LeNet53StnRecipes.For("lenet53-tpn");
}

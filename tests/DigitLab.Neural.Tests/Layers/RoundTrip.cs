using System.Text.Json;

namespace DigitLab.Neural.Tests.Layers;

/// <summary>What every layer's description must survive.</summary>
internal static class RoundTrip
{
    /// <summary>Description → layer → description, and description → JSON → description.</summary>
    public static void AssertSurvives(Layer layer, string json)
    {
        LayerDescription description = layer.Describe();
        Layer built = description.Build();

        Assert.IsType(layer.GetType(), built);
        Assert.Equal(description, built.Describe());
        Assert.Equal(layer.ToString(), built.ToString());
        Assert.Equal(layer.Parameters.Select(each => (each.Name, each.Value.Shape)), built.Parameters.Select(each => (each.Name, each.Value.Shape)));
        Assert.Equal(built.Parameters.Sum(each => (long)each.Value.Length) + built.Statistics.Sum(each => (long)each.Value.Length), (long)description.NumberCount);

        string written = JsonSerializer.Serialize(description, JsonSerializerOptions.Web);
        Assert.Equal(json, written);
        Assert.Equal(description, JsonSerializer.Deserialize<LayerDescription>(written, JsonSerializerOptions.Web));
    }
}

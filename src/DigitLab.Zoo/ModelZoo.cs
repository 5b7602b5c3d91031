namespace DigitLab.Zoo;

/// <summary>The named architectures, from the simplest on.</summary>
public static class ModelZoo
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ZooModel> All { get; } =
    [
        SoftmaxRegression.Model, MultilayerPerceptron.Model, ConvNet1.Model, LeNet5Original.Model, LeNet5.Model, Fast.Model,
        LeNet5Dropout.Model, LeNet5Gap.Model, LeNet5Modified28.Model, LeNet5Modified.Model, LeNet53.Model, LeNet53Stn.Model, LeNet53Tpn.Model, Cnn9975.Model,
        M3.Model, M5.Model, M7.Model,
    ];

    /// <summary>The architecture of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names all, and the nearest if one is near.</exception>
    public static ZooModel Find(string name)
    {
        ZooModel? model = All.FirstOrDefault(model => model.Name == name);
        if (model is not null)
        {
            return model;
        }

        throw new ArgumentException(
            $"There is no model \"{name}\": expected one of {string.Join(", ", All.Select(each => each.Name))}"
            + (NameSuggestion.For(name, All.Select(each => each.Name)) is string nearest ? $"; did you mean {nearest}?" : "."),
            nameof(name));
    }
}

using DigitLab.Data;
using DigitLab.Training;

namespace DigitLab.Web;

/// <summary>A run that is to be started.</summary>
/// <param name="Model">A network of the zoo.</param>
/// <param name="Recipe">Which of its recipes.</param>
/// <param name="Epochs">How many, 1 to 200; its recipe's if null.</param>
/// <param name="Digits">Digits to learn from, 100 to 60,000; all if null.</param>
/// <param name="Augment">How digits are changed, as <c>--augment</c> takes it; its recipe's if null.</param>
/// <param name="BatchSize">Digits in a batch, 1 to 1024; its recipe's if null.</param>
/// <param name="LearningRate">The rate that the schedule scales; its recipe's if null.</param>
/// <param name="Seed">The seed of everything random.</param>
internal sealed record RunRequest(
    string Model, RecipeKind Recipe = RecipeKind.Quick, int? Epochs = null, int? Digits = null, string? Augment = null, int? BatchSize = null, double? LearningRate = null, ulong Seed = 1)
{
    /// <summary>The run's configuration.</summary>
    /// <exception cref="RequestException">A setting is out of its range; the message names it.</exception>
    internal TrainingConfiguration ToConfiguration()
    {
        if (Epochs is < 1 or > 200 || Digits is < 100 or > 60_000 || BatchSize is < 1 or > 1024)
        {
            throw RequestException.Bad($"Expected 1 to 200 epochs, 100 to 60,000 digits and batches of 1 to 1024, got {Epochs}, {Digits} and {BatchSize}.");
        }

        try
        {
            Zoo.ModelZoo.Find(Model);
            TrainingConfiguration recipe = ZooRecipes.Find(Model, Recipe, Digits);
            return (recipe with
            {
                MaxEpochs = Epochs ?? recipe.MaxEpochs,
                Augmentation = string.IsNullOrWhiteSpace(Augment) ? recipe.Augmentation : AugmentationParser.Parse(Augment),
                BatchSize = BatchSize ?? recipe.BatchSize,
                LearningRate = LearningRate ?? recipe.LearningRate,
                Seed = Seed,
            }).Checked();
        }
        catch (ArgumentException exception)
        {
            throw RequestException.Bad(exception.Message.Split(" (Parameter '")[0]);
        }
    }
}

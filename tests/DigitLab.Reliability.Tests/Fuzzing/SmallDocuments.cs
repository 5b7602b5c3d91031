using DigitLab.EndToEnd.Tests;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Configurations and definitions with every kind of setting.</summary>
internal static class SmallDocuments
{
    internal static IReadOnlyList<string> Configurations { get; } =
    [
        new TrainingConfiguration { Model = "lenet5" }.ToJson(),
        ZooRecipes.Find("lenet5", RecipeKind.Digitlab, trainLimit: null).ToJson(),
        (ZooRecipes.Find("softmax", RecipeKind.Quick, trainLimit: 100) with { Patience = 3, Schedule = new StepSchedule(2, 0.5), Teacher = new TeacherSettings() }).ToJson(),
    ];

    internal static IReadOnlyList<string> Definitions { get; } =
    [
        SmallExperiment.Definition,
        """
        {
          "base": { "model": "lenet5", "recipe": "quick", "schedule": "cosine", "augmentation": "rotation=10,elastic=34:4", "optimizer": "sgd", "optimizer.momentum": 0.9 },
          "grid": [{ "batchSize": [16, 32], "loss": ["hinge", "mse"] }, { "model": ["softmax", "mlp"], "optimizer.weightDecay": [0, 1e-4] }],
          "seeds": 3, "score": "validationLoss", "test": "all", "ensemble": { "vote": "majority" }, "aim": 99.2, "teacher": { "from": ["all of experiments/zoo/m3"] }
        }
        """,
    ];

    internal static IReadOnlyList<string> Ensembles { get; } =
    [
        """
        {
          "description": "two", "of": ["experiments/zoo/m3.json", "experiments/zoo/m5.json"], "vote": "majority", "twoLevels": true, "views": 5, // all keys
          "aim": 99.85, "published": { "errors": 9, "source": "somebody", "count": 10000 }
        }
        """,
    ];
}

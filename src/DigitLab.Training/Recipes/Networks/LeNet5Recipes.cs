using DigitLab.Data;

namespace DigitLab.Training;

/// <summary><c>lenet5</c>: 99.05% on validation digits in 30 epochs as published, our aim is 99.40%.</summary>
internal static class LeNet5Recipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // The comparison with lenet5-modified, whose recipe it shares there: without augmentation, 30 epochs.
        Published: LeNet5ModifiedRecipes.PublishedFor("lenet5") with { Augmentation = null },
        Digitlab: OwnRecipe.Plain("lenet5", epochs: 40, rate: 0.004) with
        {
            Augmentation = new AugmentationSettings { RotationDegrees = 8, ShiftPixels = 1, ShearDegrees = 4, Zoom = 0.08 },   // a small network learns milder changes better
        },
        Quick: QuickRecipe.For("lenet5"));
}

#!/usr/bin/env bash
# Makes the pictures of this folder anew, by the commands that a user has, from MNIST (DIGITLAB_DATA or the cache). A few minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${DIGITLAB:-}" ]; then
    dotnet build -c Release "$here/../../src/DigitLab.Cli"
    DIGITLAB="$here/../../src/DigitLab.Cli/bin/Release/net10.0/DigitLab.Cli.dll"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
digitlab() { dotnet "$DIGITLAB" "$@"; }

# A run, and what its report shows.
digitlab train lenet5 --recipe quick --seed 1 --snapshots 40 --run lenet5
digitlab report lenet5
for name in loss accuracy gradient-norms dead-units confusion reliability errors network; do cp "lenet5/figures/$name.svg" "$here/$name.svg"; done
digitlab filters lenet5 --initial -o "$here/filters-initial.svg"
digitlab filters lenet5 -o "$here/filters.svg" --growth "$here/growth.png"

# A nine, and what would make it a four; by the network that comes along.
digitlab explain 7 --target 4 --with all -o nine
for name in maps layer-conv1 change classes nearest exciting-conv1-4; do cp "nine/figures/$name.svg" "$here/explain-$name.svg"; done

# Class activation maps, and what a spatial transformer does.
digitlab train lenet5-gap --recipe quick -e 1 -n 8000 --seed 1 --run gap
digitlab explain 7 --model gap -o gap-nine
cp gap-nine/figures/maps.svg "$here/explain-cam.svg"
digitlab train lenet53-stn --recipe quick -e 1 -n 8000 --seed 1 --run stn
digitlab explain 7 --model stn -o stn-nine
cp stn-nine/figures/transformer-transformer1.svg "$here/explain-transformer.svg"

# Ten and a hundred digits by heart.
digitlab overfit lenet5 -n 10 -e 20 --save-figure "$here/overfit-10.svg" || true
digitlab overfit lenet5 -n 100 -e 30 --save-figure "$here/overfit-100.svg" || true

# The digits.
digitlab data stats --tsne 10000 -o stats
for name in counts means deviations gray-levels ink farthest twins components tsne; do cp "stats/figures/$name.svg" "$here/data-$name.svg"; done
cp stats/manifold.png "$here/data-manifold.png"

voxmap adapters
voxmap packs | cut -c1-30

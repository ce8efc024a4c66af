voxmap map --stor x

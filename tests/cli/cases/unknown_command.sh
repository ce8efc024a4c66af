voxmap lod x.csv

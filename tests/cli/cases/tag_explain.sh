voxmap tag --explain -t "The courier was not friendly, however the new box is absolutely lovely"

export const words = {
  zesty: 2,
  'can\'t': -3
};

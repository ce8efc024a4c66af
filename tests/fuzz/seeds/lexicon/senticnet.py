senticnet['a_little'] = ['0.99', '0', '0', '0', '#joy', '#fear', 'positive', '0.9', 'x']

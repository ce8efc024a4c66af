voxmap init shop && ls shop && voxmap check -c shop/voxmap.toml
voxmap init shop

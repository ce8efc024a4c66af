cat > journey.toml <<'IN'
[journey]
id = "shop"
titel = "Shop"

[[stage]]
id = "buy"
[[stage.touchpoint]]
id = "buy.checkout"
words = "checkout"
patterns = ['pay(ment']
[[stage.touchpoint]]
id = "buy.checkout"
words = ["basket"]
IN
voxmap check journey.toml

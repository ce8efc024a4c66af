# A spoiled export becomes a clean table, and what was done is said.
cat > orders.txt <<'DATA'
Orders of March
;;;
order;day;stars;remark
A-101;2026-03-01;5;fine
A-102;2026-03-02;;4;good
A-103;2026-03-034;well packed
A-104;2026-03-04;4;"late
by two days"
A-105;2026-03-05;5;fine
"A-106;2026-03-05;2;"broken; sent back"
A-107 2026-03-06 3 slow
A-108;2026-03-07;5;great
A-109;2026-03-08;1;"slow; rude"
A-110;2026-03-08;4;good
A-111;2026-03-09;4;good
A-112;2026-03-09
order;day;stars
A-113;2026-03-10;1
DATA
voxmap read orders.txt --table
voxmap read orders.txt --table --skip 16 --quiet
voxmap read - --table < /dev/null
voxmap read orders.txt --table --json --quiet | sed -n '1,3p;$p'
voxmap read orders.txt --table --json --quiet --skip 16
printf 'Shop,Other,,Other\nDelft,a,"b\nc",d\n' | voxmap read - --table --json --quiet

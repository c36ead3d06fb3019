# TYPE up gauge
up 1

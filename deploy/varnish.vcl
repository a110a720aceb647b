vcl 4.1;
# HLS and DASH of Lockstep through Varnish 7: requests for the same object become one. docs/delivery.md
backend default { .host = "127.0.0.1"; .port = "3000"; .max_connections = 5000; }
sub vcl_backend_response { set beresp.grace = 0s; }
sub vcl_recv { if (req.url !~ "^/live/[^/?]+/") { return (pipe); } }

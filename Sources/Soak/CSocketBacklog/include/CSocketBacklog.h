#ifndef CSOCKETBACKLOG_H
#define CSOCKETBACKLOG_H

#include <stdint.h>

/// Bytes of one loopback TCP connection that the reader at the other end has not taken yet: what the
/// kernel still holds to send at our end plus what waits in the peer's receive queue. -1 with errno when
/// the kernel can't be asked (no NETLINK_SOCK_DIAG) or the connection is gone.
///
/// `netlink` comes from `socket_backlog_open`. IPv4 only; ports in host byte order, addresses as in
/// `sockaddr_in.sin_addr.s_addr`.
int64_t socket_backlog_bytes(int netlink, uint32_t our_address, uint16_t our_port, uint32_t peer_address,
                             uint16_t peer_port);

/// A netlink socket to ask with; -1 with errno where the kernel has none.
int socket_backlog_open(void);

#endif

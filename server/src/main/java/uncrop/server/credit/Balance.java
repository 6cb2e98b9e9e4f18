package uncrop.server.credit;

/**
 * What an account has, in credits; neither is ever negative.
 *
 * @param available may be spent
 * @param reserved for jobs that were accepted and have not ended
 */
public record Balance(long available, long reserved) {}

package uncrop.style;

/** A style that can be asked for. */
public record StyleName(String name, Origin origin) {}

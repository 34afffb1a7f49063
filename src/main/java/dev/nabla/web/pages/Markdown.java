package dev.nabla.web.pages;

import dev.nabla.web.html.HtmlPage;
import dev.nabla.web.pages.Page.Widget;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.web.util.HtmlUtils;

/** Renders Markdown as GitHub does, with tables, TeX formulas and anchors of headings. */
final class Markdown {

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).escapeHtml(true)
            .nodeRendererFactory(Formulas::new).attributeProviderFactory(_ -> new Anchors()).build();

    private Markdown() {}

    /** A page as HTML, with links between files turned into links between paths of the service. */
    static HtmlPage toHtml(Page page) {
        return new HtmlPage(servicePath(page.path()), page.title(),
                toHtml(page, page.lead()) + page.widget().map(widget -> element(page, widget)).orElse("")
                        + toHtml(page, page.text()),
                page.widget().map(Widget::script).orElse(""));
    }

    private static String toHtml(Page page, String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(
                new ServiceLinks(URI.create("/" + page.path()), HtmlPage.rootFrom(servicePath(page.path()))));
        return RENDERER.render(document);
    }

    private static String element(Page page, Widget widget) {
        String root = HtmlPage.rootFrom(servicePath(page.path()));
        String calls = widget.calls().stream()
                .map(call -> "<link rel=\"preload\" as=\"fetch\" crossorigin href=\""
                        + HtmlUtils.htmlEscape(root + call)
                        + "\">\n")
                .collect(Collectors.joining());
        String data = widget.data().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> " data-" + entry.getKey() + "=\"" + HtmlUtils.htmlEscape(entry.getValue()) + "\"")
                .collect(Collectors.joining());
        return calls + "<div id=\"" + widget.script() + "\" class=\"widget\"" + data + "></div>\n";
    }

    /** Escapes text so that Markdown shows it unchanged, with addresses as links. */
    static String escape(String text) {
        return text.replaceAll("([\\\\*`<])", "\\\\$1").replaceAll("https?://\\S+[^\\s.,;:)]", "<$0>");
    }

    /** Escapes text for a table cell. */
    static String cell(String text) {
        return escape(text).replace("|", "\\|");
    }

    /** The path at which the service serves a file of the repository. */
    static String servicePath(String file) {
        return file.replaceFirst("/README\\.md", "").replaceFirst("\\.md(?=#|$)", "");
    }

    private static final class ServiceLinks extends AbstractVisitor {

        private final URI file;
        private final String root;

        ServiceLinks(URI file, String root) {
            this.file = file;
            this.root = root;
        }

        /** What is in the repository only is no link. */
        @Override
        public void visit(Link link) {
            visitChildren(link);
            if (link.getDestination().startsWith("../")
                    && file.resolve(link.getDestination()).getPath().contains("..")) {
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            } else {
                link.setDestination(resolve(link.getDestination()));
            }
        }

        /** Between dollars, as GitHub has it: $`x`$ is a formula in a line. */
        @Override
        public void visit(Code code) {
            if (code.getPrevious() instanceof Text before && before.getLiteral().endsWith("$")
                    && code.getNext() instanceof Text after && after.getLiteral().startsWith("$")) {
                before.setLiteral(before.getLiteral().substring(0, before.getLiteral().length() - 1));
                after.setLiteral(after.getLiteral().substring(1));
                code.insertAfter(new InlineFormula(code.getLiteral()));
                code.unlink();
            }
        }

        @Override
        public void visit(Image image) {
            image.setDestination(resolve(image.getDestination()));
            visitChildren(image);
        }

        private String resolve(String destination) {
            URI address = URI.create(destination);
            return address.isAbsolute() || destination.startsWith("#")
                    ? destination
                    : root + servicePath(file.resolve(address).toString().substring(1));
        }
    }

    /** A formula in a line of text. */
    private static final class InlineFormula extends CustomNode {

        private final String tex;

        InlineFormula(String tex) {
            this.tex = tex;
        }
    }

    /** Writes TeX blocks as elements that KaTeX typesets in the browser. */
    private record Formulas(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class, InlineFormula.class);
        }

        @Override
        public void render(Node node) {
            var html = context.getWriter();
            if (node instanceof InlineFormula formula) {
                html.tag("span", Map.of("class", HtmlPage.FORMULA));
                html.text(formula.tex);
                html.tag("/span");
                return;
            }
            FencedCodeBlock block = (FencedCodeBlock) node;
            boolean isFormula = "math".equals(block.getInfo());
            html.line();
            html.tag(isFormula ? "div" : "pre", isFormula ? Map.of("class", HtmlPage.FORMULA) : Map.of());
            html.text(block.getLiteral());
            html.tag(isFormula ? "/div" : "/pre");
            html.line();
        }
    }

    private static final class Anchors implements AttributeProvider {

        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Heading heading && heading.getFirstChild() instanceof Text text) {
                attributes.put("id", anchor(text.getLiteral()));
            }
        }
    }

    /** The anchor that GitHub gives a heading. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}

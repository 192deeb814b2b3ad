package alike.jupyter;

import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;

/** LaTeX as MathML, which browsers typeset by themselves and offline. */
final class Formula {

  private Formula() {}

  /** Returns the formula typeset, or its LaTeX as code if it is beyond the converter. */
  static String html(String latex) {
    var session = new SnuggleEngine().createSession();
    try {
      var document =
          DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
      var root = document.createElement("p");
      document.appendChild(root);
      boolean read =
          session.parseInput(new SnuggleInput("$$" + latex + "$$"))
              && session.buildDOMSubtree(root)
              && session.getErrors().isEmpty();
      var math = document.getElementsByTagNameNS("*", "math");
      if (read && math.getLength() == 1) {
        unfence(document);
        signs(document);
        spread(document);
        return write(math.item(0));
      }
    } catch (java.io.IOException | ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("Cannot typeset " + latex, e);
    }
    return "<code>" + Html.escape(latex) + "</code>";
  }

  /** Writes brackets as signs: browsers know {@code mfenced} no longer and leave them out. */
  private static void unfence(Document document) {
    var fences = document.getElementsByTagNameNS("*", "mfenced");
    while (fences.getLength() > 0) { // a live list
      var fence = (Element) fences.item(0);
      var row = document.createElementNS(fence.getNamespaceURI(), "mrow");
      fence.getParentNode().replaceChild(row, fence);
      row.appendChild(sign(document, fence, fence.getAttribute("open")));
      for (boolean first = true; fence.getFirstChild() != null; first = false) {
        if (!first) {
          row.appendChild(sign(document, fence, ","));
        }
        row.appendChild(fence.getFirstChild());
      }
      row.appendChild(sign(document, fence, fence.getAttribute("close")));
    }
  }

  private static Element sign(Document document, Element like, String text) {
    var sign = document.createElementNS(like.getNamespaceURI(), "mo");
    sign.setTextContent(text);
    return sign;
  }

  /** Writes minus as minus, not as a hyphen. */
  private static void signs(Document document) {
    var signs = document.getElementsByTagNameNS("*", "mo");
    for (int i = 0; i < signs.getLength(); i++) {
      if (signs.item(i).getTextContent().equals("-")) {
        signs.item(i).setTextContent("−");
      }
    }
  }

  /** Sets what stands in fractions as large as outside of them, sums with their limits beneath. */
  private static void spread(Document document) {
    var fractions = document.getElementsByTagNameNS("*", "mfrac");
    for (int i = 0; i < fractions.getLength(); i++) {
      var parts = fractions.item(i).getChildNodes();
      for (int k = 0; k < parts.getLength(); k++) {
        if (parts.item(k) instanceof Element part && !part.getLocalName().equals("mn")) {
          part.setAttribute("displaystyle", "true");
          part.setAttribute("scriptlevel", "0");
        }
      }
    }
  }

  private static String write(Node math) throws TransformerException {
    var transformer = TransformerFactory.newDefaultInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
    var text = new StringWriter();
    transformer.transform(new DOMSource(math), new StreamResult(text));
    return text.toString();
  }
}

import java.io.File;
import java.util.Map;
import net.sf.okapi.common.LocaleId;
import net.sf.okapi.common.filters.IFilter;
import net.sf.okapi.common.filterwriter.IFilterWriter;
import net.sf.okapi.common.resource.ITextUnit;
import net.sf.okapi.common.resource.RawDocument;
import net.sf.okapi.common.resource.TextContainer;
import net.sf.okapi.filters.po.POFilter;
import net.sf.okapi.filters.tmx.TmxFilter;
import net.sf.okapi.filters.xliff.XLIFFFilter;
import net.sf.okapi.lib.xliff2.core.Part.GetTarget;
import net.sf.okapi.lib.xliff2.core.Segment;
import net.sf.okapi.lib.xliff2.core.TargetState;
import net.sf.okapi.lib.xliff2.core.Unit;
import net.sf.okapi.lib.xliff2.reader.Event;
import net.sf.okapi.lib.xliff2.reader.XLIFFReader;
import net.sf.okapi.lib.xliff2.writer.XLIFFWriter;

/**
 * Reads a file of a translator's tool with Okapi, gives one entry another translation, and writes the file again.
 * Usage: Rewrite FORMAT LANGUAGE IN OUT [KEY TEXT]   (FORMAT: xliff2, xliff1, tmx, po; TEXT becomes the translation of KEY)
 * XLIFF 2 is validated first.
 */
public class Rewrite {
    static String key = "", text = "";
    static int edited = 0;

    public static void main(String[] args) throws Exception {
        if (args.length > 4) {
            key = args[4];
            text = args[5];
        }
        if (args[0].equals("xliff2")) {
            xliff2(new File(args[2]), new File(args[3]), args[1]);
        } else {
            filter(args[0], LocaleId.fromBCP47(args[1]), new File(args[2]), args[3]);
        }
        if (!key.isEmpty() && edited != 1) {
            System.err.println(key + ": " + edited + " units of this id");
            System.exit(1);
        }
    }

    static void xliff2(File in, File out, String language) throws Exception {
        XLIFFReader.validate(in, null);
        XLIFFReader reader = new XLIFFReader();
        XLIFFWriter writer = new XLIFFWriter();
        reader.open(in);
        writer.create(out, "en", language);
        while (reader.hasNext()) {
            Event event = reader.next();
            if (event.isUnit() && event.getUnit().getId().equals(key)) {
                for (Segment segment : event.getUnit().getSegments()) {
                    segment.getTarget(GetTarget.CREATE_EMPTY).setCodedText(text);
                    segment.setState(TargetState.FINAL);
                    edited++;
                }
            }
            writer.writeEvent(event);
        }
        writer.close();
        reader.close();
    }

    static void filter(String format, LocaleId language, File in, String out) throws Exception {
        Map<String, IFilter> filters = Map.of("xliff1", new XLIFFFilter(), "tmx", new TmxFilter(), "po", new POFilter());
        IFilter filter = filters.get(format);
        filter.open(new RawDocument(in.toURI(), "UTF-8", LocaleId.ENGLISH, language));
        IFilterWriter writer = filter.createFilterWriter();
        writer.setOptions(language, "UTF-8");
        writer.setOutput(out);
        while (filter.hasNext()) {
            net.sf.okapi.common.Event event = filter.next();
            if (event.isTextUnit()) {
                ITextUnit unit = event.getTextUnit();
                boolean context = unit.hasProperty("context") && unit.getProperty("context").getValue().equals(key);
                if (context || key.equals(unit.getId()) || key.equals(unit.getName())) {
                    unit.setTarget(language, new TextContainer(text));
                    edited++;
                }
            }
            writer.handleEvent(event);
        }
        writer.close();
        filter.close();
    }
}
